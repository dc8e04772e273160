package org.sallyport.bench.policy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.sallyport.policy.DecisionTable;
import org.sallyport.policy.Facts;
import org.sallyport.policy.Facts.AttachmentType;
import org.sallyport.policy.Facts.Charge;
import org.sallyport.policy.Facts.Disposition;
import org.sallyport.policy.Facts.FacilityKind;
import org.sallyport.policy.Facts.Form;
import org.sallyport.policy.Facts.Issuer;
import org.sallyport.policy.Facts.RequestStatus;
import org.sallyport.policy.Facts.Severity;
import org.sallyport.policy.Outcome;
import org.sallyport.policy.PolicyBook;
import org.sallyport.policy.StatuteList;
import org.sallyport.policy.Ternary;

/**
 * What a programmer would write instead of tables: whether a county in California, New Jersey or Texas may tell
 * immigration of a release, as the tables of 2026-11 say with all of them adopted, stops included. It uses the same
 * facts and the same statute lists, stops asking once the answer is certain, and gives an answer without a reason.
 */
final class HandWritten {
    private static final Map<String, ZoneId> ZONES = Map.of(
            "us/ca", ZoneId.of("America/Los_Angeles"),
            "us/nj", ZoneId.of("America/New_York"),
            "us/tx", ZoneId.of("America/Chicago"));

    private final StatuteList seriousFelonies;
    private final StatuteList valuesAct;
    private final StatuteList aggravated;
    private final StatuteList directive;

    HandWritten(PolicyBook.Contents contents) {
        this.seriousFelonies = list(contents, "us/ca/serious-or-violent-felonies");
        this.valuesAct = list(contents, "us/ca/values-act-offences");
        this.aggravated = list(contents, "us/aggravated-felonies");
        this.directive = list(contents, "us/nj/violent-or-serious-offences");
    }

    private static StatuteList list(PolicyBook.Contents contents, String name) {
        return contents.tables().stream()
                .map(DecisionTable::columns)
                .flatMap(columns -> columns.stream().flatMap(c -> c.lists().stream()))
                .filter(list -> list.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Outcome notice(Facts facts) {
        if (facts.request().status() != RequestStatus.ACTIVE) {
            return Outcome.MAY_NOT;
        }
        var state = facts.facility().jurisdiction().substring(0, 5);
        var day = facts.asOf().atZoneSameInstant(ZONES.get(state)).toLocalDate();
        var outcome = switch (state) {
            case "us/ca" -> california(facts, day);
            case "us/nj" -> newJersey(facts, day);
            case "us/tx" -> texas(facts);
            default -> throw new IllegalArgumentException("Not one of the three states");
        };
        return outcome == Outcome.MAY_NOT || outcome == Outcome.ASK || !stopped(facts, day) ? outcome : Outcome.ASK;
    }

    private Outcome california(Facts facts, LocalDate day) {
        if (facts.facility().kind() == FacilityKind.STATE_PRISON) {
            return Outcome.ASK;
        }
        if (facts.release().alreadyPublic()) {
            return Outcome.MAY;
        }
        var ground = facts.person().sexOffenderRegistry();
        for (var paper : facts.request().attachments()) {
            ground = ground.or(federalFelonyWarrant(paper));
        }
        for (var charge : facts.charges()) {
            ground = ground.or(valuesActGround(charge, day));
        }
        for (var prior : facts.priors()) {
            ground = ground.or(valuesActGround(prior, day));
        }
        if (facts.recordComplete() != Ternary.YES) {
            ground = ground.or(Ternary.UNKNOWN);
        }
        return answer(ground);
    }

    private Ternary valuesActGround(Charge charge, LocalDate day) {
        var convicted = reached(charge, Disposition.CONVICTED);
        var bound = reached(charge, Disposition.PROBABLE_CAUSE_FOUND);
        if (convicted == Ternary.NO && bound == Ternary.NO) {
            return Ternary.NO;
        }
        var felony = is(charge, Severity.FELONY);
        var statePrison = charge.offenseClass().isEmpty()
                ? Ternary.UNKNOWN
                : Ternary.of(charge.offenseClass().equalsIgnoreCase("state-prison"));
        var grave = felony.and(statePrison);
        if (felony != Ternary.NO && statePrison != Ternary.NO) {
            grave = grave.or(felony.and(seriousFelonies.covers(charge)));
        }
        var ground = convicted.or(bound).and(grave);
        if (convicted != Ternary.NO && ground != Ternary.YES) {
            var recent = Ternary.NO;
            if (felony != Ternary.NO) {
                ground = ground.or(convicted.and(felony).and(aggravated.covers(charge)));
                recent = within(charge, day, 15).and(felony);
            }
            recent = recent.or(within(charge, day, 5).and(is(charge, Severity.WOBBLER)));
            if (recent != Ternary.NO) {
                ground = ground.or(convicted.and(recent).and(valuesAct.covers(charge)));
            }
        }
        return ground;
    }

    private static Ternary federalFelonyWarrant(Facts.Attachment paper) {
        if (paper.type() != AttachmentType.JUDICIAL_WARRANT) {
            return Ternary.NO;
        }
        var judge = switch (paper.issuer()) {
            case FEDERAL_DISTRICT_JUDGE, FEDERAL_MAGISTRATE -> Ternary.YES;
            case UNKNOWN -> Ternary.UNKNOWN;
            default -> Ternary.NO;
        };
        return judge.and(
                switch (paper.grade()) {
                    case FELONY -> Ternary.YES;
                    case MISDEMEANOR -> Ternary.NO;
                    case UNKNOWN -> Ternary.UNKNOWN;
                });
    }

    private Outcome newJersey(Facts facts, LocalDate day) {
        var ground = Ternary.NO;
        for (var charge : facts.charges()) {
            ground = ground.or(directiveGround(charge, day, true));
        }
        for (var prior : facts.priors()) {
            ground = ground.or(directiveGround(prior, day, false));
        }
        if (facts.recordComplete() != Ternary.YES) {
            ground = ground.or(Ternary.UNKNOWN);
        }
        for (var paper : facts.request().attachments()) {
            ground = ground.or(judgesPaper(paper));
        }
        return answer(ground);
    }

    private Ternary directiveGround(Charge charge, LocalDate day, boolean ofThisStay) {
        var convicted = reached(charge, Disposition.CONVICTED);
        var charged = switch (charge.disposition()) {
            case CONVICTED, PENDING, PROBABLE_CAUSE_FOUND -> ofThisStay ? Ternary.YES : convicted;
            case UNKNOWN -> Ternary.UNKNOWN;
            case DISMISSED, ACQUITTED, NOLLE_PROSEQUI -> Ternary.NO;
        };
        if (charged == Ternary.NO) {
            return Ternary.NO;
        }
        var felony = is(charge, Severity.FELONY);
        if (felony == Ternary.NO) {
            return Ternary.NO;
        }
        var listed = charged.and(felony).and(directive.covers(charge));
        return listed == Ternary.YES || convicted == Ternary.NO
                ? listed
                : listed.or(convicted.and(felony).and(within(charge, day, 5)));
    }

    private static Ternary judgesPaper(Facts.Attachment paper) {
        if (paper.type() != AttachmentType.JUDICIAL_WARRANT && paper.type() != AttachmentType.COURT_ORDER) {
            return Ternary.NO;
        }
        if (paper.issuer() == Issuer.UNKNOWN) {
            return paper.type() == AttachmentType.JUDICIAL_WARRANT ? Ternary.YES : Ternary.UNKNOWN;
        }
        return Ternary.of(paper.issuer() != Issuer.IMMIGRATION_OFFICER && paper.issuer() != Issuer.IMMIGRATION_JUDGE);
    }

    private static Outcome texas(Facts facts) {
        var form = facts.request().form();
        if (form != Form.I_247A && form != Form.I_247D && form != Form.I_247
                || !facts.request().asks().contains(Facts.Asked.NOTICE)) {
            return Outcome.ASK;
        }
        var lifted = facts.person().citizenship() == Facts.Claim.PROVED
                || facts.person().lawfulStatus() == Facts.Claim.PROVED;
        return lifted ? Outcome.MAY_NOT : Outcome.MUST;
    }

    private static Outcome answer(Ternary ground) {
        return switch (ground) {
            case YES -> Outcome.MAY;
            case NO -> Outcome.MAY_NOT;
            case UNKNOWN -> Outcome.ASK;
        };
    }

    private static Ternary reached(Charge charge, Disposition wanted) {
        return charge.disposition() == Disposition.UNKNOWN
                ? Ternary.UNKNOWN
                : Ternary.of(charge.disposition() == wanted);
    }

    private static Ternary is(Charge charge, Severity severity) {
        return charge.severity() == Severity.UNKNOWN ? Ternary.UNKNOWN : Ternary.of(charge.severity() == severity);
    }

    private static Ternary within(Charge charge, LocalDate day, int years) {
        var on = charge.on();
        if (on.isEmpty() || on.get().isAfter(day)) {
            return Ternary.UNKNOWN;
        }
        return Ternary.of(!on.get().plusYears(years).isBefore(day));
    }

    private static boolean stopped(Facts facts, LocalDate day) {
        var person = facts.person();
        var form = facts.request().form();
        var served = facts.request().served();
        var isServed = served.isPresent()
                && (served.get().on().isEmpty() || !served.get().on().get().isAfter(day));
        return person.citizenship() == Facts.Claim.CLAIMED
                || person.citizenship() == Facts.Claim.PROVED
                || person.possibleProtectedPerson() == Ternary.YES
                || (form == Form.I_247A || form == Form.I_247D) && !isServed
                || (form == Form.I_247 || form == Form.I_247D || form == Form.I_247N || form == Form.I_247X)
                        && facts.request().reconfirmed() != Ternary.YES
                || person.minor() != Ternary.NO;
    }
}
