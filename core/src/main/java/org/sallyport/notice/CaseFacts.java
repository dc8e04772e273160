package org.sallyport.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sallyport.custody.Charge;
import org.sallyport.custody.Claim;
import org.sallyport.custody.CustodyEpisode;
import org.sallyport.custody.Disposition;
import org.sallyport.custody.Facility;
import org.sallyport.custody.Known;
import org.sallyport.custody.ProjectedRelease;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Ternary;
import org.sallyport.policy.Worded;
import org.sallyport.request.Attachment;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.RequestFile;

/** Writes what custody and the request say as the facts of a determination (docs/formats/facts.md). Adds nothing. */
public final class CaseFacts {
    /** Under this age a person is a minor unless a table says otherwise (FACTS, person.minor). */
    private static final int OF_AGE = 18;

    private CaseFacts() {}

    /**
     * The facts of one case as of one moment.
     *
     * @param caseId   names them
     * @param request  an accepted request
     * @param stay     the stay it applies to
     * @param facility where the person is held
     * @param asOf     the moment (UTC instant), written with the facility's offset
     */
    public static Facts of(CaseId caseId, RequestFile request, CustodyEpisode stay, Facility facility, Instant asOf) {
        var kind = stay.facilityKind().isEmpty() ? facility.kind() : stay.facilityKind();
        return of(caseId, request, stay, facility, kind, asOf);
    }

    /**
     * The same facts as another facility's law reads them, which the person was transferred to: what is said of the
     * person and the request stays; place, kind and calendar are that facility's.
     *
     * @param there that facility
     */
    public static Facts there(CaseId caseId, RequestFile request, CustodyEpisode stay, Facility there, Instant asOf) {
        return of(caseId, request, stay, there, there.kind(), asOf);
    }

    private static Facts of(
            CaseId caseId, RequestFile request, CustodyEpisode stay, Facility facility, String kind, Instant asOf) {
        var asked = request.request().orElseThrow(() -> new IllegalArgumentException("a case needs a request"));
        var moment = OffsetDateTime.ofInstant(asOf, facility.zone());
        return new Facts(
                caseId.toString(),
                moment,
                new Facts.Facility(
                        facility.jurisdiction(),
                        word(Facts.FacilityKind.class, kind).orElseThrow()),
                request(asked, request.status()),
                person(stay, moment.toLocalDate()),
                stay.charges().stream().map(CaseFacts::charge).toList(),
                stay.priors().stream().map(CaseFacts::charge).toList(),
                ternary(stay.recordComplete()),
                stay.projection().map(p -> release(p, facility)).orElse(Facts.Release.NOT_PROJECTED));
    }

    private static Facts.Request request(NotificationRequest r, String status) {
        return new Facts.Request(
                word(Facts.Form.class, r.form()).orElse(Facts.Form.OTHER),
                r.edition(),
                word(Facts.Requester.class, r.requester()).orElseThrow(),
                word(Facts.RequestStatus.class, status).orElseThrow(),
                r.issuedOn(),
                words(Facts.Asked.class, r.asks()),
                r.leadTime(),
                words(Facts.Basis.class, r.basis()),
                Ternary.of(r.watchList()),
                r.attachments().stream().map(CaseFacts::attachment).toList(),
                r.served()
                        .map(s -> new Facts.Service(
                                Optional.of(s.on()),
                                word(Facts.Service.How.class, s.how()).orElse(Facts.Service.How.OTHER),
                                s.language())),
                r.officer()
                        .map(o -> new Facts.Officer(o.name(), Ternary.of(o.signed())))
                        .orElse(Facts.Officer.NOT_STATED),
                Ternary.of(r.reconfirmedOn().isPresent()));
    }

    private static Facts.Attachment attachment(Attachment a) {
        return new Facts.Attachment(
                word(Facts.AttachmentType.class, a.type()).orElseThrow(),
                word(Facts.Issuer.class, a.issuer()).orElse(Facts.Issuer.UNKNOWN),
                word(Facts.Purpose.class, a.purpose()).orElse(Facts.Purpose.UNKNOWN),
                word(Facts.Grade.class, a.grade()).orElse(Facts.Grade.UNKNOWN),
                a.issuedOn(),
                a.court());
    }

    private static Facts.Person person(CustodyEpisode stay, LocalDate today) {
        return new Facts.Person(
                minor(stay, today),
                claim(stay.citizenship()),
                claim(stay.lawfulStatus()),
                ternary(stay.reviewRequired()),
                ternary(stay.registry()),
                ternary(stay.initialCustodian()));
    }

    private static Ternary minor(CustodyEpisode stay, LocalDate today) {
        if (stay.minor() != Known.UNKNOWN) {
            return ternary(stay.minor());
        }
        return stay.person()
                .birthDate()
                .map(born -> Ternary.of(today.isBefore(born.plusYears(OF_AGE))))
                .orElse(Ternary.UNKNOWN);
    }

    private static Facts.Charge charge(Charge c) {
        return new Facts.Charge(
                c.id(),
                new Facts.Statute(c.statute().jurisdiction(), c.statute().section()),
                c.description(),
                c.nibrs(),
                word(Facts.Severity.class, c.severity()).orElse(Facts.Severity.UNKNOWN),
                c.grade(),
                c.offenseDate(),
                disposition(c.disposition()),
                c.disposedOn(),
                new Facts.Sentence(
                        c.sentence().days(),
                        c.sentence().suspendedDays(),
                        c.sentence().maximumDays()));
    }

    private static Facts.Release release(ProjectedRelease p, Facility facility) {
        return new Facts.Release(
                Optional.of(OffsetDateTime.ofInstant(p.at(), facility.zone())), basis(p.basis()), p.open());
    }

    private static Facts.ReleaseBasis basis(ProjectedRelease.Basis basis) {
        return switch (basis) {
            case SENTENCE_END -> Facts.ReleaseBasis.SENTENCE_END;
            case BOND -> Facts.ReleaseBasis.BOND;
            case COURT_ORDER -> Facts.ReleaseBasis.COURT_ORDER;
            case TRANSFER -> Facts.ReleaseBasis.TRANSFER;
            case GROUNDS_ENDED, OTHER -> Facts.ReleaseBasis.OTHER;
        };
    }

    private static Facts.Disposition disposition(Disposition d) {
        return switch (d) {
            case CONVICTED -> Facts.Disposition.CONVICTED;
            case DISMISSED -> Facts.Disposition.DISMISSED;
            case ACQUITTED -> Facts.Disposition.ACQUITTED;
            case NOLLE_PROSEQUI -> Facts.Disposition.NOLLE_PROSEQUI;
            case PROBABLE_CAUSE_FOUND -> Facts.Disposition.PROBABLE_CAUSE_FOUND;
            case PENDING -> Facts.Disposition.PENDING;
            case UNKNOWN -> Facts.Disposition.UNKNOWN;
        };
    }

    private static Facts.Claim claim(Claim c) {
        return switch (c) {
            case NONE -> Facts.Claim.NONE;
            case CLAIMED -> Facts.Claim.CLAIMED;
            case PROVED -> Facts.Claim.PROVED;
            case UNKNOWN -> Facts.Claim.UNKNOWN;
        };
    }

    private static Ternary ternary(Known k) {
        return switch (k) {
            case YES -> Ternary.YES;
            case NO -> Ternary.NO;
            case UNKNOWN -> Ternary.UNKNOWN;
        };
    }

    private static <E extends Enum<E> & Worded> Optional<E> word(Class<E> of, String said) {
        return Arrays.stream(of.getEnumConstants())
                .filter(e -> e.word().equals(said))
                .findFirst();
    }

    private static <E extends Enum<E> & Worded> List<E> words(Class<E> of, java.util.Collection<String> said) {
        return said.stream().flatMap(s -> word(of, s).stream()).toList();
    }
}
