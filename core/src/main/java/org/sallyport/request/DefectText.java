package org.sallyport.request;

import java.util.Map;
import java.util.TreeMap;

/**
 * The defects of form and the fixed sentence that a receipt prints for each. The sentences speak of the paper alone:
 * the same whether or not the facility holds anyone of that name (promise S2).
 */
public final class DefectText {
    /** The paper names no institution (F-06). */
    public static final String ADDRESSEE_MISSING = "form.addressee-missing";
    /** No edition on the form (F-06). */
    public static final String EDITION_MISSING = "form.edition-missing";
    /** An edition that is not a month and a year (F-06). */
    public static final String EDITION_UNREADABLE = "form.edition-unreadable";
    /** No date of issue (F-06). */
    public static final String DATE_MISSING = "form.date-missing";
    /** A date of issue after the day of receipt (F-06). */
    public static final String DATE_FUTURE = "form.date-future";
    /** No officer's name (F-06). */
    public static final String OFFICER_MISSING = "form.officer-missing";
    /** No signature (F-06). */
    public static final String SIGNATURE_MISSING = "form.signature-missing";
    /** A form no longer issued, not yet said again to stand (F-13). */
    public static final String LEGACY_UNCONFIRMED = "form.legacy-unconfirmed";
    /** Neither probable-cause box is marked (F-06). */
    public static final String NO_BOX = "basis.no-box";
    /** Both probable-cause boxes are marked (F-06). */
    public static final String BOTH_BOXES = "basis.both-boxes";
    /** Box 1 is marked without a ground under it (F-06). */
    public static final String NO_GROUND = "basis.no-ground";
    /** Box 1 rests on a biometric match and records check alone (form field 11c). */
    public static final String BIOMETRIC_ONLY = "basis.biometric-only";
    /** A hold was keyed for a form that asks for none; it was left out (F-12). */
    public static final String HOLD_NOT_ON_FORM = "asks.hold-not-on-form";
    /** A paper is dated after the form it came with (F-31). */
    public static final String PAPER_POSTDATES = "attachment.postdates-form";
    /** A paper without a date (F-16). */
    public static final String PAPER_DATE_MISSING = "attachment.date-missing";
    /** A judge's paper without court, judge's office or offense (F-16). */
    public static final String PAPER_INCOMPLETE = "attachment.judicial-incomplete";

    private static final Map<String, String> SENTENCES = new TreeMap<>(Map.ofEntries(
            Map.entry(ADDRESSEE_MISSING, "The form names no institution in its TO line. Send a form that names it."),
            Map.entry(EDITION_MISSING, "The form shows no edition. Give the edition printed on it, such as 02/17."),
            Map.entry(
                    EDITION_UNREADABLE,
                    "The edition is not a month and a year. Give the edition printed on the form, such as 02/17."),
            Map.entry(DATE_MISSING, "The request bears no date of issue. Send a dated one."),
            Map.entry(DATE_FUTURE, "The date of issue lies after the day of receipt. Send a form with the right date."),
            Map.entry(OFFICER_MISSING, "The form names no officer. Send one with the officer's name and title."),
            Map.entry(SIGNATURE_MISSING, "The form is not signed. Send a signed one."),
            Map.entry(
                    LEGACY_UNCONFIRMED,
                    "This form is no longer issued. It needs no replacement; confirm that the request still stands."),
            Map.entry(NO_BOX, "Neither box 1 nor box 2 of the form is marked. Send a form with one of them marked."),
            Map.entry(BOTH_BOXES, "Both box 1 and box 2 of the form are marked. Send a form with one of them marked."),
            Map.entry(NO_GROUND, "Box 1 is marked without a ground under it. Send a form with at least one marked."),
            Map.entry(BIOMETRIC_ONLY, "The only ground marked is the biometric match. A person will look at it."),
            Map.entry(HOLD_NOT_ON_FORM, "This form asks for no hold. The hold was left out."),
            Map.entry(
                    PAPER_POSTDATES,
                    "An attached paper is dated after the form it came with. A person will look at it."),
            Map.entry(PAPER_DATE_MISSING, "An attached paper bears no date. Give the date on it."),
            Map.entry(
                    PAPER_INCOMPLETE,
                    "A judge's paper must name the court, the judge's office and the offense or statute. Add them.")));

    private DefectText() {}

    /**
     * The sentence for a defect.
     *
     * @param code one of the codes above
     * @return the sentence; for a code of an older release, a sentence that says only that a person will look
     */
    public static String sentence(String code) {
        return SENTENCES.getOrDefault(code, "A person will look at the form of this request.");
    }

    /** Every code with its sentence, in the order of the codes. */
    public static Map<String, String> all() {
        return java.util.Collections.unmodifiableMap(SENTENCES);
    }
}
