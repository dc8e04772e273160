package org.sallyport.formats.journal;

import java.util.List;
import org.sallyport.custody.CustodyFact;
import tools.jackson.databind.jsontype.NamedType;

/** The name under which each custody fact stands inside a journal entry, for good. */
final class FactTypes {
    static final List<NamedType> ALL = List.of(
            new NamedType(CustodyFact.Booked.class, "booked"),
            new NamedType(CustodyFact.Identified.class, "identified"),
            new NamedType(CustodyFact.Linked.class, "linked"),
            new NamedType(CustodyFact.Merged.class, "merged"),
            new NamedType(CustodyFact.Split.class, "split"),
            new NamedType(CustodyFact.Represented.class, "represented"),
            new NamedType(CustodyFact.Charged.class, "charged"),
            new NamedType(CustodyFact.Disposed.class, "disposed"),
            new NamedType(CustodyFact.Prior.class, "prior"),
            new NamedType(CustodyFact.RecordChecked.class, "record-checked"),
            new NamedType(CustodyFact.BondSet.class, "bond-set"),
            new NamedType(CustodyFact.BondPosted.class, "bond-posted"),
            new NamedType(CustodyFact.HearingScheduled.class, "hearing-scheduled"),
            new NamedType(CustodyFact.ReleaseProjected.class, "release-projected"),
            new NamedType(CustodyFact.ReleaseProjectionWithdrawn.class, "release-projection-withdrawn"),
            new NamedType(CustodyFact.GroundEnded.class, "ground-ended"),
            new NamedType(CustodyFact.Held.class, "held"),
            new NamedType(CustodyFact.HoldEnded.class, "hold-ended"),
            new NamedType(CustodyFact.Left.class, "left"),
            new NamedType(CustodyFact.Returned.class, "returned"),
            new NamedType(CustodyFact.Releasing.class, "releasing"),
            new NamedType(CustodyFact.Released.class, "released"),
            new NamedType(CustodyFact.ReleasedInError.class, "released-in-error"),
            new NamedType(CustodyFact.RecordSealed.class, "record-sealed"),
            new NamedType(CustodyFact.Corrected.class, "corrected"),
            new NamedType(CustodyFact.Heartbeat.class, "heartbeat"));

    private FactTypes() {}
}
