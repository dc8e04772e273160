package org.sallyport.request;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.custody.FacilityId;
import org.sallyport.custody.Identifier;
import org.sallyport.custody.PersonName;

/**
 * Makes a request of a draft, or names every problem at once. What cannot be read is a problem; what can be read but is
 * wrong with the paper is a defect (F-06) and refuses nothing.
 *
 * <p>Nothing of the answer depends on whom a facility holds: the same draft gets the same answer (promise S2).
 */
public final class RequestIntake {
    private static final int NAME_MAX = 100;
    private static final int TEXT_MAX = 200;
    private static final int LIST_MAX = 50;

    private final RequestDraft draft;
    private final Directory directory;
    private final LocalDate today;
    private final DraftCheck check = new DraftCheck();

    private RequestIntake(RequestDraft draft, Directory directory, LocalDate today) {
        this.draft = draft;
        this.directory = directory;
        this.today = today;
    }

    /**
     * Reads a draft.
     *
     * @param draft     as received
     * @param directory the facilities and agencies known here
     * @param today     the calendar day of receipt in the zone of the facility that received it
     */
    public static Intake read(RequestDraft draft, Directory directory, LocalDate today) {
        return new RequestIntake(draft, directory, today).read();
    }

    private Intake read() {
        var form = check.code("form", draft.form(), RequestCodes.FORMS);
        var requester = requester(form);
        var addressee = addressee();
        var agency = agency(requester);
        var request = new NotificationRequest(
                draft.number(),
                agency,
                addressee,
                form,
                check.text("edition", draft.edition(), 20, false),
                requester,
                check.day("issuedOn", draft.issuedOn(), today, false),
                asks(form),
                check.leadTime(draft.leadTime()),
                basis(),
                yes("watchList", draft.watchList()),
                papers(),
                draft.served().flatMap(this::served),
                draft.officer().map(this::officer),
                subject(),
                reference(),
                expiresOn(),
                yes("reconfirmed", draft.reconfirmed()) ? Optional.of(today) : Optional.empty());
        var prior = check.text("cancelsPrior", draft.cancelsPrior(), TEXT_MAX, false);
        if (!check.problems().isEmpty()) {
            return new Intake.Rejected(check.problems());
        }
        var defects = FormDefects.of(draft, request, !draft.addressee().isBlank(), today);
        return new Intake.Accepted(request, defects, Optional.of(prior).filter(number -> !number.isEmpty()));
    }

    /** A form of one requester sent as another's would be judged by the wrong tables. */
    private String requester(String form) {
        var requester = check.code("requester", draft.requester(), RequestCodes.REQUESTERS);
        var own = RequestCodes.REQUESTER_OF_FORM.getOrDefault(form, requester);
        if (!requester.isEmpty() && !own.equals(requester)) {
            check.problem(
                    "requester.form",
                    "requester",
                    requester,
                    "does not send form " + form + ", which is a form of requester " + own + ".",
                    "Correct the form or the requester.");
        }
        return requester;
    }

    private String agency(String requester) {
        var agency = draft.agency();
        var speaksAs = directory.agencies().get(agency);
        if (agency.isBlank()) {
            check.problem(
                    "agency.missing",
                    "agency",
                    "",
                    "Expected is the agency that asks, such as us-ice-ero-bal.",
                    "Add it.");
        } else if (speaksAs == null) {
            check.problem(
                    "agency.unknown",
                    "agency",
                    agency,
                    "is no agency known here. Expected is the short name agreed with the facility, such as"
                            + " us-ice-ero-bal.",
                    "Ask the facility to register the agency.");
        } else if (!requester.isEmpty() && !speaksAs.equals(requester)) {
            check.problem(
                    "requester.agency",
                    "requester",
                    requester,
                    "is not what this agency is registered as. Expected is " + speaksAs + ".",
                    "Correct the requester, or ask the facility to register the agency for it.");
        }
        return agency;
    }

    private FacilityId addressee() {
        var named = draft.addressee().isBlank() ? draft.receivedBy() : draft.addressee();
        var facility = new FacilityId(named);
        if (named.isBlank()) {
            check.problem(
                    "addressee.missing",
                    "addressee",
                    "",
                    "Expected is the facility addressed, such as us/md/montgomery/mcdc.",
                    "Add it.");
        } else if (!directory.facilities().contains(facility)) {
            check.problem(
                    "addressee.unknown",
                    "addressee",
                    named,
                    "is no facility served here. Expected is its path, such as us/md/montgomery/mcdc.",
                    "Ask the facility for its path.");
        }
        return facility;
    }

    private Set<String> asks(String form) {
        var asks = new TreeSet<>(check.codes("asks", draft.asks(), RequestCodes.ASKS));
        if (draft.asks().isEmpty()) {
            asks.add("notice");
        }
        if (RequestCodes.WITHOUT_HOLD.contains(form)) {
            asks.remove("hold");
        }
        return asks;
    }

    private Set<String> basis() {
        var basis = new TreeSet<>(check.codes("basis", draft.basis(), RequestCodes.BASIS));
        if (check.codes("boxes", draft.boxes(), RequestCodes.BOXES).contains("2")) {
            basis.add("dhs-transfer");
        }
        return basis;
    }

    private boolean yes(String field, String given) {
        return check.optionalCode(field, given, RequestCodes.YES_NO).equals("yes");
    }

    private List<Attachment> papers() {
        var papers = new ArrayList<Attachment>();
        if (tooMany("attachments", draft.attachments())) {
            return papers;
        }
        for (int i = 0; i < draft.attachments().size(); i++) {
            var paper = draft.attachments().get(i);
            var at = "attachments[" + i + "].";
            papers.add(new Attachment(
                    check.code(at + "type", paper.type(), RequestCodes.PAPERS),
                    check.optionalCode(at + "issuer", paper.issuer(), RequestCodes.ISSUERS),
                    check.optionalCode(at + "purpose", paper.purpose(), RequestCodes.PURPOSES),
                    check.optionalCode(at + "grade", paper.grade(), RequestCodes.GRADES),
                    check.day(at + "issuedOn", paper.issuedOn(), today, false),
                    check.text(at + "court", paper.court(), TEXT_MAX, false),
                    check.text(at + "offense", paper.offense(), TEXT_MAX, true)));
        }
        return papers;
    }

    private Optional<Service> served(RequestDraft.Handed served) {
        var on = check.day("served.on", served.on(), today, false);
        if (served.on().isEmpty()) {
            check.problem("served.on.missing", "served.on", "", "Expected is the day of service.", "Add it.");
        }
        var how = check.code("served.how", served.how(), RequestCodes.SERVED_HOW);
        var language = check.text("served.language", served.language(), 35, false);
        return on.map(day -> new Service(day, how, language));
    }

    private Officer officer(RequestDraft.Signer signer) {
        return new Officer(
                check.text("officer.name", signer.name(), NAME_MAX, true), yes("officer.signed", signer.signed()));
    }

    private Subject subject() {
        var nobody = new RequestDraft.Who(new RequestDraft.Name("", ""), List.of(), "", "", List.of());
        var who = draft.subject().orElse(nobody);
        var named = !who.name().family().isBlank() || !who.name().given().isBlank();
        if (!named && who.identifiers().isEmpty()) {
            check.problem(
                    "subject.missing",
                    "subject",
                    "",
                    "Expected is a name or at least one number of the person asked about.",
                    "Add subject.name or subject.identifiers.");
        }
        var aliases = new ArrayList<PersonName>();
        if (!tooMany("subject.aliases", who.aliases())) {
            for (int i = 0; i < who.aliases().size(); i++) {
                aliases.add(name("subject.aliases[" + i + "]", who.aliases().get(i)));
            }
        }
        return new Subject(
                name("subject.name", who.name()),
                aliases,
                birthDate(who.birthDate()),
                check.text("subject.sex", who.sex(), 20, true),
                numbers(who.identifiers()));
    }

    private Optional<LocalDate> birthDate(String given) {
        var day = check.day("subject.birthDate", given, today, true);
        if (day.filter(born -> born.isAfter(today)).isPresent()) {
            check.problem(
                    "subject.birthDate.future",
                    "subject.birthDate",
                    "",
                    "lies after the day of receipt.",
                    "Check the year.");
        }
        return day;
    }

    private PersonName name(String field, RequestDraft.Name name) {
        return new PersonName(
                check.text(field + ".family", name.family(), NAME_MAX, true),
                check.text(field + ".given", name.given(), NAME_MAX, true));
    }

    private List<Identifier> numbers(List<RequestDraft.Number> given) {
        var numbers = new ArrayList<Identifier>();
        if (tooMany("subject.identifiers", given)) {
            return numbers;
        }
        for (int i = 0; i < given.size(); i++) {
            var at = "subject.identifiers[" + i + "]";
            var type = check.code(at + ".type", given.get(i).type(), RequestCodes.IDENTIFIERS);
            var value = check.text(at + ".value", given.get(i).value(), NAME_MAX, true);
            if (given.get(i).value().isBlank()) {
                check.problem(
                        "subject.identifiers.value.missing", at + ".value", "", "Expected is the number.", "Add it.");
            }
            type(type).ifPresent(known -> numbers.add(new Identifier(known, value)));
        }
        return numbers;
    }

    private static Optional<Identifier.Type> type(String code) {
        return switch (code) {
            case "booking" -> Optional.of(Identifier.Type.BOOKING);
            case "sid" -> Optional.of(Identifier.Type.SID);
            case "ucn" -> Optional.of(Identifier.Type.UCN);
            case "fbi" -> Optional.of(Identifier.Type.FBI);
            case "a-number" -> Optional.of(Identifier.Type.A_NUMBER);
            case "other" -> Optional.of(Identifier.Type.OTHER);
            default -> Optional.empty();
        };
    }

    private Map<String, String> reference() {
        var reference = new TreeMap<String, String>();
        if (draft.reference().size() > LIST_MAX) {
            tooMany("reference", List.copyOf(draft.reference().keySet()));
            return reference;
        }
        new TreeMap<>(draft.reference())
                .forEach((name, value) -> reference.put(
                        check.text("reference", name, NAME_MAX, true), check.text("reference", value, TEXT_MAX, true)));
        return reference;
    }

    private Optional<LocalDate> expiresOn() {
        var day = check.day("expiresOn", draft.expiresOn(), today, false);
        if (day.filter(last -> last.isBefore(today)).isPresent()) {
            check.problem(
                    "expiresOn.past",
                    "expiresOn",
                    draft.expiresOn(),
                    "lies before the day of receipt.",
                    "Give the last day on which the request stands.");
        }
        return day;
    }

    private boolean tooMany(String field, List<?> list) {
        if (list.size() <= LIST_MAX) {
            return false;
        }
        check.problem(
                field + ".many",
                field,
                String.valueOf(list.size()),
                "entries are too many; " + LIST_MAX + " may be given.",
                "Leave some out.");
        return true;
    }
}
