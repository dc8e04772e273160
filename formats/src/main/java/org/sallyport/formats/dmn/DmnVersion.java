package org.sallyport.formats.dmn;

/**
 * A version of the Decision Model and Notation standard of the Object Management Group. The two differ, for what an
 * export holds, in their name spaces only.
 */
public enum DmnVersion {
    /** DMN 1.5 (OMG formal/2024-01-01), which engines such as Apache KIE read. */
    V1_5("1.5", "20230324"),
    /** DMN 1.3 (OMG formal/2021-01-01), the newest that dmn-js 17, and so Camunda Modeler, opens. */
    V1_3("1.3", "20191111");

    private final String number;
    private final String space;

    DmnVersion(String number, String dated) {
        this.number = number;
        this.space = "https://www.omg.org/spec/DMN/" + dated;
    }

    /** The version's number, such as {@code 1.5}. */
    public String number() {
        return number;
    }

    String model() {
        return space + "/MODEL/";
    }

    String feel() {
        return space + "/FEEL/";
    }

    String diagram() {
        return space + "/DMNDI/";
    }
}
