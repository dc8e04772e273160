package org.sallyport.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sallyport.desk.Desk;
import org.sallyport.notice.Mode;
import org.sallyport.policy.Act;
import org.sallyport.policy.Adoptions;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts.Requester;
import org.sallyport.policy.Notify;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.Practice;
import org.sallyport.policy.SourceBasis;

/**
 * Sets the stage: each county's jail is configured, its tables are adopted in the name of an invented counsel, and the
 * practice where the law says {@code may} is yes. Tables known from memory only cannot be adopted, and are not.
 */
final class Setting {
    /** Who signs for everything in the demonstration. */
    static final String COUNSEL = "demo-counsel";

    private final Desk desk;
    private final PolicyBook.Contents shipped;
    private final String roleDomain;
    private final Consumer<PolicyBook> books;

    /**
     * A stage.
     *
     * @param shipped    the tables that come with the program
     * @param roleDomain where mail to named roles goes, such as {@code jail.example}
     * @param books      hears every book that comes into force
     */
    Setting(Desk desk, PolicyBook.Contents shipped, String roleDomain, Consumer<PolicyBook> books) {
        this.books = books;
        this.desk = desk;
        this.shipped = shipped;
        this.roleDomain = roleDomain;
    }

    /**
     * What was adopted in one county.
     *
     * @param adopted  tables adopted
     * @param refused  tables that cannot be adopted because they were written from memory
     */
    record Adopted(County county, List<String> adopted, List<String> refused) {}

    /** Sets it for all counties; the book with every adoption is put in force table by table. */
    List<Adopted> set() {
        var said = new ArrayList<Adopted>();
        var practised = practised();
        books.accept(practised);
        for (var county : County.ALL) {
            desk.configure(county.facility(), contacts(county), COUNSEL);
            desk.activate(county.id(), practised, COUNSEL);
        }
        for (var county : County.ALL) {
            said.add(adopt(county));
            for (var requester : Requester.values()) {
                desk.mode(county.id(), requester.word(), Mode.AUTOMATIC, "demo-supervisor");
            }
        }
        return said;
    }

    private Map<String, String> contacts(County county) {
        var place = county.id().path().replace('/', '-');
        return Map.of(
                "desk", "desk@" + place + "." + roleDomain,
                "supervisor", "supervisor@" + place + "." + roleDomain,
                "counsel", "counsel@" + place + "." + roleDomain);
    }

    private PolicyBook practised() {
        var practices = new ArrayList<Practice>();
        for (var county : County.ALL) {
            for (var requester : Requester.values()) {
                for (var act : Act.values()) {
                    practices.add(new Practice(county.facility().jurisdiction(), requester, act, Notify.YES));
                }
            }
        }
        return switch (PolicyBook.of(shipped.withPractices(practices))) {
            case org.sallyport.problem.Checked.Good<PolicyBook>(var book) -> book;
            case org.sallyport.problem.Checked.Bad<PolicyBook>(var problems) ->
                throw new IllegalStateException("The shipped tables do not go together: "
                        + problems.getFirst().sentence());
        };
    }

    private Adopted adopt(County county) {
        var adopted = new ArrayList<String>();
        var refused = new ArrayList<String>();
        for (var table : governing(county)) {
            if (table.head().basis() == SourceBasis.MEMORY) {
                refused.add(table.id());
                continue;
            }
            desk.adopt(county.id(), table.id(), table.version(), COUNSEL, book -> {
                var next = with(book, county, table.version());
                books.accept(next);
                return next;
            });
            adopted.add(table.id());
        }
        return new Adopted(county, List.copyOf(adopted), List.copyOf(refused));
    }

    private List<DecisionTable> governing(County county) {
        var place = county.facility().jurisdiction();
        return shipped.tables().stream()
                .filter(t -> t.head().inForce(DemoRun.FIRST_DAY))
                .filter(t -> place.equals(t.head().layer())
                        || place.startsWith(t.head().layer() + "/"))
                .toList();
    }

    private static PolicyBook with(PolicyBook book, County county, String version) {
        var list = new ArrayList<Adoptions.Adoption>();
        if (book.contents().adoptions() instanceof Adoptions.ByFacility known) {
            list.addAll(known.adoptions());
        }
        list.add(new Adoptions.Adoption(
                county.facility().jurisdiction(),
                version,
                COUNSEL,
                DemoRun.from(county.facility().zone())));
        return book.withAdoptions(new Adoptions.ByFacility(list));
    }
}
