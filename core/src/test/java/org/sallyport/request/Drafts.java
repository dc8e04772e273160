package org.sallyport.request;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.custody.Told;

/** A good Form I-247A and the ways to spoil it. */
final class Drafts {
    static final LocalDate TODAY = LocalDate.of(2026, 9, 2);
    static final Directory DIRECTORY =
            new Directory(Set.of(Told.MCDC), Map.of("us-ice-ero-bal", "immigration", "victim-services", "victim"));
    static final RequestDraft.Who SUBJECT = new RequestDraft.Who(
            new RequestDraft.Name("Test", "Person One"),
            List.of(),
            "1990-01-01",
            "M",
            List.of(new RequestDraft.Number("booking", "B26-00412")));

    String agency = "us-ice-ero-bal";
    String addressee = "us/md/montgomery/mcdc";
    String form = "I-247A";
    String edition = "02/17";
    String requester = "immigration";
    String issuedOn = "2026-09-01";
    List<String> asks = List.of("notice", "hold");
    String leadTime = "PT48H";
    List<String> boxes = List.of();
    List<String> basis = List.of("pc-final-order");
    String watchList = "";
    List<RequestDraft.Paper> attachments = List.of();
    Optional<RequestDraft.Handed> served = Optional.empty();
    Optional<RequestDraft.Signer> officer = Optional.of(new RequestDraft.Signer("Test Officer", "yes"));
    Optional<RequestDraft.Who> subject = Optional.of(SUBJECT);
    Map<String, String> reference = Map.of("eventNo", "E-1");
    String cancelsPrior = "";
    String expiresOn = "";
    String reconfirmed = "";

    RequestDraft draft() {
        return new RequestDraft(
                "R-1",
                "us/md/montgomery/mcdc",
                agency,
                addressee,
                form,
                edition,
                requester,
                issuedOn,
                asks,
                leadTime,
                boxes,
                basis,
                watchList,
                attachments,
                served,
                officer,
                subject,
                reference,
                cancelsPrior,
                expiresOn,
                reconfirmed);
    }

    Intake read() {
        return RequestIntake.read(draft(), DIRECTORY, TODAY);
    }

    Intake.Accepted accepted() {
        return switch (read()) {
            case Intake.Accepted accepted -> accepted;
            case Intake.Rejected(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    List<String> problems() {
        return switch (read()) {
            case Intake.Accepted _ -> List.of();
            case Intake.Rejected(var problems) ->
                problems.stream().map(p -> p.code()).toList();
        };
    }
}
