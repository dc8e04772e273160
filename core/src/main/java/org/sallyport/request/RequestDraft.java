package org.sallyport.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request exactly as received, before anything is checked: every part as its sender wrote it, an empty string or list
 * where the sender wrote nothing. PDF, e-mail and fax adapters fill it as well as the API.
 *
 * @param number       the number of the receipt, given by Sallyport
 * @param receivedBy   path of the facility whose intake received it; empty when it came in by none in particular
 * @param agency       who asks, as known to this installation
 * @param addressee    path of the facility it is addressed to
 * @param form         form or instrument code
 * @param edition      edition printed on the form, such as {@code 02/17}
 * @param requester    requester code
 * @param issuedOn     ISO 8601 day
 * @param asks         codes of what it asks for; empty asks for notice
 * @param leadTime     ISO 8601 duration
 * @param boxes        which of the form's probable-cause boxes are marked, {@code 1} and {@code 2}; empty to derive
 *                     them from
 *                     {@code basis}
 * @param basis        codes of the marked grounds
 * @param watchList    {@code yes} or {@code no}; empty is no
 * @param attachments  papers that came with it
 * @param served       service on the person, when the sender states it
 * @param officer      who signed
 * @param subject      whom it is about
 * @param reference    the requester's own numbers
 * @param cancelsPrior the requester's own number of the earlier request that this form cancels; empty for none (F-08)
 * @param expiresOn    ISO 8601 day, inclusive
 * @param reconfirmed  {@code yes} when the requester says that a form no longer issued still stands
 */
public record RequestDraft(
        String number,
        String receivedBy,
        String agency,
        String addressee,
        String form,
        String edition,
        String requester,
        String issuedOn,
        List<String> asks,
        String leadTime,
        List<String> boxes,
        List<String> basis,
        String watchList,
        List<Paper> attachments,
        Optional<Handed> served,
        Optional<Signer> officer,
        Optional<Who> subject,
        Map<String, String> reference,
        String cancelsPrior,
        String expiresOn,
        String reconfirmed) {

    /** Copies the collections, so that a draft is a value. */
    public RequestDraft {
        asks = List.copyOf(asks);
        boxes = List.copyOf(boxes);
        basis = List.copyOf(basis);
        attachments = List.copyOf(attachments);
        reference = Map.copyOf(reference);
    }

    /** A paper as received; see {@link Attachment}. {@code offense} is the offense or statute a judge's paper names. */
    public record Paper(
            String type, String issuer, String purpose, String grade, String issuedOn, String court, String offense) {}

    /** Service as received: ISO 8601 day, {@code in-person mail other}, BCP 47 language. */
    public record Handed(String on, String how, String language) {}

    /** The officer as received; {@code signed} is {@code yes} or {@code no}, empty is no. */
    public record Signer(String name, String signed) {}

    /** The subject as received; {@code birthDate} is an ISO 8601 day. */
    public record Who(Name name, List<Name> aliases, String birthDate, String sex, List<Number> identifiers) {
        /** Copies the lists. */
        public Who {
            aliases = List.copyOf(aliases);
            identifiers = List.copyOf(identifiers);
        }
    }

    /** A name as received. */
    public record Name(String family, String given) {}

    /** A number as received; {@code type} is {@code booking sid ucn fbi a-number other}. */
    public record Number(String type, String value) {}
}
