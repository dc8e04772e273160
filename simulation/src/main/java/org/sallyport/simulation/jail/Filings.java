package org.sallyport.simulation.jail;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.custody.Claim;
import org.sallyport.custody.FacilityId;
import org.sallyport.request.Attachment;
import org.sallyport.request.NotificationRequest;
import org.sallyport.request.Officer;
import org.sallyport.request.Service;
import org.sallyport.request.Subject;
import org.sallyport.simulation.chance.Dice;

/**
 * What agencies file about one stay, and what they do with it afterwards. How often forms are defective, unserved, weak
 * or wrong is assumed; that they are is documented (FIELD F1, F13, F16, F17).
 */
final class Filings {
    private final JailSettings settings;
    private final Agencies agencies;
    private final ZoneId zone;

    Filings(JailSettings settings) {
        this.settings = settings;
        this.agencies = Agencies.around(settings.facility().id());
        this.zone = settings.facility().zone();
    }

    /** Everything the agency does about this stay, in no order. */
    List<JailMoment> about(Stay stay, Dice dice) {
        if (stay.asked().isEmpty()) {
            return List.of();
        }
        var agency = switch (stay.asked()) {
            case "immigration" -> agencies.immigration();
            case "law-enforcement" -> agencies.warrants();
            case "supervision" -> agencies.probation();
            case "victim" -> dice.pick(agencies.victims());
            default -> throw new IllegalStateException("No agency files as " + stay.asked());
        };
        var open = settings.from().atStartOfDay(zone).toInstant();
        var chosen = filedAt(stay, dice);
        var filed = chosen.isBefore(open) ? open : chosen;
        var key = agency + "-" + stay.number();
        var request = request(stay, agency, key, filed, dice);
        var moments = new ArrayList<JailMoment>();
        var filing =
                new Filing(key, request, stay.booking(), stay.who().person().localId());
        moments.add(new JailMoment.Filed(filed, filing));
        afterwards(moments, stay, filing, filed, dice);
        return moments;
    }

    private static Instant filedAt(Stay stay, Dice dice) {
        if (dice.chance(0.1)) {
            return stay.admitted().minus(dice.between(Duration.ofHours(1), Duration.ofDays(20)));
        }
        if (dice.chance(0.05)) { // at once with the booking
            return stay.admitted().plusSeconds(dice.below(120) - 60L);
        }
        return stay.admitted().plus(Duration.ofMinutes(10)).plus(dice.exponential(Duration.ofHours(14)));
    }

    private void afterwards(List<JailMoment> moments, Stay stay, Filing filing, Instant filed, Dice dice) {
        var agency = filing.request().agency();
        var key = filing.key();
        boolean immigration = stay.asked().equals("immigration");
        if (immigration && dice.chance(0.75)) {
            var at = later(filed, stay).plus(dice.between(Duration.ofMinutes(30), Duration.ofHours(20)));
            var how = dice.chance(0.9) ? "in-person" : "other";
            var language = stay.who().person().language();
            moments.add(
                    new JailMoment.Served(at, agency, key, new Service(LocalDate.ofInstant(at, zone), how, language)));
        }
        boolean citizen = immigration
                && stay.who().citizen() != Claim.UNKNOWN
                && stay.who().citizen() != Claim.NONE;
        double u = dice.unit();
        var soon = later(filed, stay).plus(dice.exponential(Duration.ofHours(60)));
        if (u < (citizen ? 0.74 : 0.04)) { // FIELD F13: 74 % of detainers on citizens were cancelled
            moments.add(new JailMoment.Cancelled(soon, agency, key));
        } else if (u < (citizen ? 0.78 : 0.08)) {
            moments.add(new JailMoment.Withdrawn(soon, agency, key));
        } else if (u < 0.82) {
            return;
        } else if (u < 0.87) {
            moments.add(new JailMoment.Amended(soon, amended(filing, stay)));
        } else if (u < 0.92) {
            moments.add(new JailMoment.Filed(soon, filing)); // the same delivery once more
        } else if (u < 0.95) {
            var again = new Filing(key + "-b", filing.request(), filing.booking(), filing.person());
            moments.add(new JailMoment.Filed(soon, again)); // the same request under another number
        } else {
            moments.add(new JailMoment.Revalidated(soon, agency, key));
        }
    }

    private static Instant later(Instant filed, Stay stay) {
        return filed.isBefore(stay.admitted()) ? stay.admitted() : filed;
    }

    /** The agency learned the booking number or another lead time. */
    private Filing amended(Filing filing, Stay stay) {
        var r = filing.request();
        var known = new ArrayList<>(r.subject().identifiers());
        known.removeIf(i -> i.type() == org.sallyport.custody.Identifier.Type.BOOKING);
        known.add(new org.sallyport.custody.Identifier(org.sallyport.custody.Identifier.Type.BOOKING, stay.booking()));
        var subject = new Subject(
                r.subject().name(),
                r.subject().aliases(),
                r.subject().birthDate(),
                r.subject().sex(),
                known);
        var request = new NotificationRequest(
                r.number(),
                r.agency(),
                r.addressee(),
                r.form(),
                r.edition(),
                r.requester(),
                r.issuedOn(),
                r.asks(),
                Optional.of(Duration.ofHours(72)),
                r.basis(),
                r.watchList(),
                r.attachments(),
                r.served(),
                r.officer(),
                subject,
                r.reference(),
                r.expiresOn(),
                r.reconfirmedOn());
        return new Filing(filing.key(), request, filing.booking(), filing.person());
    }

    private NotificationRequest request(Stay stay, String agency, String key, Instant filed, Dice dice) {
        var issued = LocalDate.ofInstant(filed, zone).minusDays(dice.below(3));
        boolean immigration = stay.asked().equals("immigration");
        boolean toHere = !dice.chance(0.01);
        var addressee = toHere ? settings.facility().id() : new FacilityId("us/zz/elsewhere/jail");
        var reference = new TreeMap<String, String>(Map.of("eventNo", "E" + stay.number(), "subjectId", key));
        Optional<LocalDate> expires = switch (stay.asked()) {
            case "law-enforcement" ->
                dice.chance(0.3) ? Optional.of(issued.plusDays(30L + dice.below(300))) : Optional.empty();
            case "victim" -> Optional.of(issued.plusDays(365)).filter(_ -> dice.chance(0.5));
            default -> Optional.empty();
        };
        return new NotificationRequest(
                "",
                agency,
                addressee,
                form(stay.asked(), dice),
                immigration ? "02/17" : "",
                stay.asked(),
                dice.chance(0.99) ? Optional.of(issued) : Optional.empty(),
                asks(stay.asked(), dice),
                dice.chance(0.8) ? Optional.of(Duration.ofHours(immigration ? 48 : 24)) : Optional.empty(),
                immigration ? basis(dice) : new TreeSet<>(),
                immigration && dice.chance(0.003),
                attachments(stay.asked(), issued, dice),
                Optional.empty(),
                dice.chance(0.97)
                        ? Optional.of(new Officer("Test Officer", !immigration || dice.chance(0.98)))
                        : Optional.empty(),
                new Subjects(settings).describe(stay, dice.fork("subject")),
                reference,
                expires,
                Optional.empty());
    }

    private static String form(String requester, Dice dice) {
        return switch (requester) {
            case "immigration" -> {
                double u = dice.unit();
                yield u < 0.86 ? "I-247A" : u < 0.92 ? "I-247G" : u < 0.95 ? "I-247D" : u < 0.98 ? "I-247" : "I-247N";
            }
            case "law-enforcement" -> dice.chance(0.8) ? "warrant" : "hold";
            case "supervision" -> dice.chance(0.7) ? "probation" : "parole";
            default -> "victim";
        };
    }

    private static TreeSet<String> asks(String requester, Dice dice) {
        var asks = new TreeSet<String>(List.of("notice"));
        if (requester.equals("immigration")) {
            if (dice.chance(0.9)) {
                asks.add("hold");
            }
            if (dice.chance(0.5)) {
                asks.addAll(List.of("relay", "event-notice"));
            }
        } else if (dice.chance(0.3)) {
            asks.add("event-notice");
        }
        return asks;
    }

    /** Box 1 with its grounds, or box 2; now and then neither or both, which is a defect (F-06). */
    private static TreeSet<String> basis(Dice dice) {
        var basis = new TreeSet<String>();
        double u = dice.unit();
        if (u < 0.03) {
            return basis;
        }
        if (u < 0.08) {
            basis.add("dhs-transfer");
        }
        if (u >= 0.06) {
            basis.add(dice.pick(List.of("pc-final-order", "pc-proceedings", "pc-biometric", "pc-biometric")));
            if (dice.chance(0.3)) {
                basis.add("pc-statements-evidence");
            }
        }
        return basis;
    }

    private static List<Attachment> attachments(String requester, LocalDate issued, Dice dice) {
        var papers = new ArrayList<Attachment>();
        var day = Optional.of(issued.minusDays(dice.below(5)));
        if (requester.equals("immigration")) {
            double u = dice.unit();
            if (u < 0.66) {
                papers.add(new Attachment("I-200", "immigration-officer", "immigration-custody", "", day, ""));
            } else if (u < 0.88) {
                papers.add(new Attachment("I-205", "immigration-officer", "immigration-custody", "", day, ""));
            }
            if (dice.chance(0.04)) {
                papers.add(new Attachment(
                        "judicial-warrant",
                        dice.chance(0.7) ? "federal-magistrate" : "federal-district-judge",
                        dice.chance(0.7) ? "criminal-immigration-offence" : "other-criminal",
                        "felony",
                        day,
                        "United States District Court"));
            }
        } else if (requester.equals("law-enforcement") && dice.chance(0.92)) {
            papers.add(new Attachment(
                    "judicial-warrant",
                    dice.chance(0.6) ? "state-judge" : "state-magistrate",
                    "other-criminal",
                    dice.chance(0.5) ? "felony" : "misdemeanor",
                    day,
                    "District Court"));
        } else if (requester.equals("supervision") && dice.chance(0.5)) {
            papers.add(new Attachment("court-order", "state-judge", "other-criminal", "", day, "Circuit Court"));
        }
        return papers;
    }
}
