package org.sallyport.request;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds what is wrong with the form of a request that can be read (F-06 to F-14). A defect refuses nothing: it goes to
 * a person and says which.
 *
 * <p>Source: Form I-247A (02/17), header to probable-cause boxes, which asks to "complete box 1 or 2" and to mark a
 * ground under box 1; some states make facial sufficiency a legal test (Fla. Stat. 908.102(2), La. R.S. 33:81, W. Va.
 * Code 15-16-1). Gonzalez v. ICE is why a ground that rests on biometrics alone is pointed out.
 */
final class FormDefects {
    private FormDefects() {}

    /**
     * @param draft     as received
     * @param request   as read
     * @param addressed whether the sender named the facility
     * @param today     the facility's calendar day of receipt
     */
    static List<String> of(RequestDraft draft, NotificationRequest request, boolean addressed, LocalDate today) {
        var defects = new ArrayList<String>();
        if (!addressed) {
            defects.add(DefectText.ADDRESSEE_MISSING);
        }
        if (RequestCodes.immigrationForm(request.form())) {
            header(request, defects);
            legacy(request, defects);
        }
        if (request.issuedOn().isEmpty() && !request.fromVictim()) {
            defects.add(DefectText.DATE_MISSING);
        }
        if (request.issuedOn().filter(day -> day.isAfter(today)).isPresent()) {
            defects.add(DefectText.DATE_FUTURE);
        }
        if (request.form().equals("I-247A")) {
            boxes(draft, request.basis(), defects);
        }
        if (RequestCodes.WITHOUT_HOLD.contains(request.form()) && draft.asks().contains("hold")) {
            defects.add(DefectText.HOLD_NOT_ON_FORM);
        }
        papers(request, defects);
        return List.copyOf(defects);
    }

    private static void header(NotificationRequest request, List<String> defects) {
        if (request.edition().isEmpty()) {
            defects.add(DefectText.EDITION_MISSING);
        } else if (!readable(request.edition())) {
            defects.add(DefectText.EDITION_UNREADABLE);
        }
        if (request.officer().filter(officer -> !officer.name().isBlank()).isEmpty()) {
            defects.add(DefectText.OFFICER_MISSING);
        }
        if (request.officer().filter(Officer::signed).isEmpty()) {
            defects.add(DefectText.SIGNATURE_MISSING);
        }
    }

    /** An edition is a month and the last two digits of a year, such as 02/17. */
    private static boolean readable(String edition) {
        if (edition.length() != 5 || edition.charAt(2) != '/') {
            return false;
        }
        for (int i : new int[] {0, 1, 3, 4}) {
            if (edition.charAt(i) < '0' || edition.charAt(i) > '9') {
                return false;
            }
        }
        var month = (edition.charAt(0) - '0') * 10 + edition.charAt(1) - '0';
        return month >= 1 && month <= 12;
    }

    private static void legacy(NotificationRequest request, List<String> defects) {
        if (RequestCodes.LEGACY.contains(request.form())
                && request.reconfirmedOn().isEmpty()) {
            defects.add(DefectText.LEGACY_UNCONFIRMED);
        }
    }

    private static void boxes(RequestDraft draft, Set<String> basis, List<String> defects) {
        var grounds = basis.stream().filter(ground -> ground.startsWith("pc-")).toList();
        var one = draft.boxes().contains("1") || !grounds.isEmpty();
        var two = basis.contains("dhs-transfer");
        if (!one && !two) {
            defects.add(DefectText.NO_BOX);
        }
        if (one && two) {
            defects.add(DefectText.BOTH_BOXES);
        }
        if (one && grounds.isEmpty()) {
            defects.add(DefectText.NO_GROUND);
        }
        if (grounds.equals(List.of("pc-biometric"))) {
            defects.add(DefectText.BIOMETRIC_ONLY);
        }
    }

    private static void papers(NotificationRequest request, List<String> defects) {
        var found = new java.util.TreeSet<String>();
        for (var paper : request.attachments()) {
            var later = paper.issuedOn()
                    .flatMap(day -> request.issuedOn().map(day::isAfter))
                    .orElse(false);
            if (later) {
                found.add(DefectText.PAPER_POSTDATES);
            }
            if (paper.issuedOn().isEmpty()) {
                found.add(DefectText.PAPER_DATE_MISSING);
            }
            if (paper.judicial()
                    && (paper.court().isEmpty()
                            || paper.issuer().isEmpty()
                            || paper.offense().isEmpty())) {
                found.add(DefectText.PAPER_INCOMPLETE);
            }
        }
        defects.addAll(found);
    }
}
