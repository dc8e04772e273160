package org.sallyport.formats.json;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.problem.Problem;

/** What is noted while one input is read: problems that refuse it, and remarks that do not. */
public final class Notes {
    /** The earliest day anything can bear: 1 January 1900. */
    public static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

    /** The last day anything can bear: 31 December 2199. */
    public static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

    static final Instant FIRST_MOMENT = FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
    static final Instant LAST_MOMENT = LAST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final String area;
    private final ZoneId zone;
    private final Instant receivedAt;
    private final boolean silent;
    private final List<Problem> problems;
    private final List<Problem> remarks;

    /**
     * Nothing noted yet.
     *
     * @param area       first part of the problems' codes, such as {@code feed}
     * @param zone       the zone of times without an offset
     * @param receivedAt when the input was received (UTC instant); nothing in it can have happened later than a day
     *                   after
     */
    public Notes(String area, ZoneId zone, Instant receivedAt) {
        this(area, zone, receivedAt, false);
    }

    private Notes(String area, ZoneId zone, Instant receivedAt, boolean silent) {
        this.area = area;
        this.zone = zone;
        this.receivedAt = receivedAt;
        this.silent = silent;
        this.problems = new ArrayList<>();
        this.remarks = new ArrayList<>();
    }

    /** First part of the problems' codes. */
    public String area() {
        return area;
    }

    /** The zone of times without an offset. */
    public ZoneId zone() {
        return zone;
    }

    /** The last moment at which something received now can have happened: a day later, since clocks differ. */
    public Instant latest() {
        return receivedAt.plus(CLOCKS_DIFFER);
    }

    /** What refuses the input. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What its sender should know though it was taken. */
    public List<Problem> remarks() {
        return List.copyOf(remarks);
    }

    /** Notes what refuses the input. */
    public void problem(Problem problem) {
        if (!silent) {
            problems.add(problem);
        }
    }

    /** Notes what its sender should know. */
    public void remark(Problem remark) {
        if (!silent) {
            remarks.add(remark);
        }
    }

    /** Notes that forget everything: for the inside of something that is missing, which is noted once. */
    Notes silent() {
        return new Notes(area, zone, receivedAt, true);
    }
}
