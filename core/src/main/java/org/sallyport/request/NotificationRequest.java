package org.sallyport.request;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.custody.FacilityId;

/**
 * The ask: about whom, what event, how long before, on what paper. Codes are those of {@code docs/formats/facts.md};
 * intake admits no others.
 *
 * @param number      the number on the receipt, such as {@code R-2041}
 * @param agency      who asks, an agency known to this installation
 * @param addressee   the facility it is addressed to; it binds by itself only there
 * @param form        {@code I-247A ... other}
 * @param edition     the edition on the form; empty when none
 * @param requester   {@code immigration law-enforcement court supervision other-state victim consulate}
 * @param issuedOn    the day on the paper
 * @param asks        {@code notice hold transfer interview relay event-notice}
 * @param leadTime    how long before release notice is asked for (elapsed time)
 * @param basis       marked: {@code pc-final-order pc-proceedings pc-biometric pc-statements-evidence dhs-transfer}
 * @param watchList   whether the requester asserts a watch-list match; not asserted is no
 * @param attachments papers that came with it
 * @param served      service on the person, once recorded
 * @param officer     who signed
 * @param subject     whom it is about
 * @param reference   the requester's own numbers, echoed on every notice
 * @param expiresOn   the last calendar day on which it stands (inclusive, facility's zone); absent when it names none
 * @param reconfirmedOn the day the requester said again that a legacy form still stands (F-13)
 */
public record NotificationRequest(
        String number,
        String agency,
        FacilityId addressee,
        String form,
        String edition,
        String requester,
        Optional<LocalDate> issuedOn,
        Set<String> asks,
        Optional<Duration> leadTime,
        Set<String> basis,
        boolean watchList,
        List<Attachment> attachments,
        Optional<Service> served,
        Optional<Officer> officer,
        Subject subject,
        Map<String, String> reference,
        Optional<LocalDate> expiresOn,
        Optional<LocalDate> reconfirmedOn) {

    /** Copies the collections in a stable order, so that a request is a value. */
    public NotificationRequest {
        asks = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(asks));
        basis = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(basis));
        attachments = List.copyOf(attachments);
        reference = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(reference));
    }

    /** Whether a victim asks; then nothing of it may reach the person, counsel or another requester (S8). */
    public boolean fromVictim() {
        return requester.equals("victim");
    }

    /** Whether civil immigration authorities ask. */
    public boolean fromImmigration() {
        return requester.equals("immigration");
    }

    /** The same request with service on the person recorded. */
    public NotificationRequest servedAs(Service service) {
        return new NotificationRequest(
                number,
                agency,
                addressee,
                form,
                edition,
                requester,
                issuedOn,
                asks,
                leadTime,
                basis,
                watchList,
                attachments,
                Optional.of(service),
                officer,
                subject,
                reference,
                expiresOn,
                reconfirmedOn);
    }

    /** The same request at another facility, to which its person was transferred. */
    public NotificationRequest passedOn(String newNumber, FacilityId newAddressee, Subject known) {
        return new NotificationRequest(
                newNumber,
                agency,
                newAddressee,
                form,
                edition,
                requester,
                issuedOn,
                asks,
                leadTime,
                basis,
                watchList,
                attachments,
                served,
                officer,
                known,
                reference,
                expiresOn,
                reconfirmedOn);
    }

    /** The same request, said again to stand. */
    public NotificationRequest reconfirm(LocalDate on) {
        return new NotificationRequest(
                number,
                agency,
                addressee,
                form,
                edition,
                requester,
                issuedOn,
                asks,
                leadTime,
                basis,
                watchList,
                attachments,
                served,
                officer,
                subject,
                reference,
                expiresOn,
                Optional.of(on));
    }
}
