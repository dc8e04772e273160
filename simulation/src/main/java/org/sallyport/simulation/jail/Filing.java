package org.sallyport.simulation.jail;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.custody.PersonName;
import org.sallyport.request.Attachment;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestDraft;

/**
 * A request as an agency files it, with the truth about it that only the simulation knows.
 *
 * @param key     the agency's own delivery number; filed again under the same key it is the same delivery
 * @param request what it says; its number is empty until a receipt gives one
 * @param booking the booking number of the person it really concerns, whatever it says
 * @param person  the facility's own number for that person
 */
public record Filing(String key, NotificationRequest request, String booking, String person) {

    /**
     * The filing as it comes over the wire, before anything is checked.
     *
     * @param number     the number of the receipt
     * @param receivedBy path of the facility whose intake receives it
     */
    public RequestDraft draft(String number, String receivedBy) {
        var subject = request.subject();
        return new RequestDraft(
                number,
                receivedBy,
                request.agency(),
                request.addressee().path(),
                request.form(),
                request.edition(),
                request.requester(),
                day(request.issuedOn()),
                List.copyOf(request.asks()),
                request.leadTime().map(Object::toString).orElse(""),
                List.of(),
                List.copyOf(request.basis()),
                request.watchList() ? "yes" : "no",
                request.attachments().stream().map(Filing::paper).toList(),
                request.served().map(s -> new RequestDraft.Handed(s.on().toString(), s.how(), s.language())),
                request.officer().map(o -> new RequestDraft.Signer(o.name(), o.signed() ? "yes" : "no")),
                Optional.of(new RequestDraft.Who(
                        name(subject.name()),
                        subject.aliases().stream().map(Filing::name).toList(),
                        day(subject.birthDate()),
                        subject.sex(),
                        subject.identifiers().stream()
                                .map(i -> new RequestDraft.Number(
                                        i.type().name().toLowerCase(Locale.ROOT).replace('_', '-'), i.value()))
                                .toList())),
                request.reference(),
                "",
                day(request.expiresOn()),
                "");
    }

    private static RequestDraft.Paper paper(Attachment a) {
        return new RequestDraft.Paper(
                a.type(), a.issuer(), a.purpose(), a.grade(), day(a.issuedOn()), a.court(), a.offense());
    }

    private static RequestDraft.Name name(PersonName name) {
        return new RequestDraft.Name(name.family(), name.given());
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("");
    }
}
