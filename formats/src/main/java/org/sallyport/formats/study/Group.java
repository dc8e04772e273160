package org.sallyport.formats.study;

import java.util.Comparator;
import org.sallyport.policy.Facts;

/**
 * What cases are counted by.
 *
 * @param place         where the person is held, {@code us/md/montgomery}
 * @param offence       class of the gravest charge of the stay
 * @param releaseReason what ends custody, as facts spell it
 */
public record Group(String place, String offence, String releaseReason) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
            Comparator.comparing(Group::place).thenComparing(Group::offence).thenComparing(Group::releaseReason);

    static Group of(Facts facts) {
        return new Group(
                facts.facility().jurisdiction(),
                OffenceClass.of(facts.charges()),
                facts.release().basis().word());
    }

    @Override
    public int compareTo(Group other) {
        return ORDER.compare(this, other);
    }
}
