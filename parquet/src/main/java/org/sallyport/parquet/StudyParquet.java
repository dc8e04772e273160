package org.sallyport.parquet;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import com.jerolba.carpet.annotation.Alias;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.sallyport.formats.study.Counts;
import org.sallyport.formats.study.Group;
import org.sallyport.formats.study.LeadBand;
import org.sallyport.formats.study.Tally;
import org.sallyport.policy.Outcome;

/** Writes a study as Parquet: two rows for each group of cases, one for each policy (docs/policy/studies.md). */
public final class StudyParquet {
    private StudyParquet() {}

    /** A row: the columns are its names in snake case, or as the CSV has them. */
    public record Row(
            String place,
            String offenceClass,
            String releaseReason,
            String policy,
            long cases,
            long changed,
            long must,
            long may,
            long mayNot,
            long ask,
            long inTime,
            long tooShort,
            long noProjection,
            @Alias("lead_under_1_h") long leadUnder1H,
            @Alias("lead_1_to_4_h") long lead1To4H,
            @Alias("lead_4_to_12_h") long lead4To12H,
            @Alias("lead_12_to_24_h") long lead12To24H,
            @Alias("lead_24_to_48_h") long lead24To48H,
            @Alias("lead_48_to_72_h") long lead48To72H,
            @Alias("lead_72_h_or_more") long leadFrom72H) {

        static Row of(Group group, Counts counts, int side) {
            return new Row(
                    group.place(),
                    group.offence(),
                    group.releaseReason(),
                    side == 0 ? "a" : "b",
                    counts.cases(),
                    counts.changed(),
                    counts.of(side, Outcome.MUST),
                    counts.of(side, Outcome.MAY),
                    counts.of(side, Outcome.MAY_NOT),
                    counts.of(side, Outcome.ASK),
                    counts.inTime(side),
                    counts.tooShort(side),
                    counts.noProjection(side),
                    counts.band(side, LeadBand.UNDER_1_H),
                    counts.band(side, LeadBand.UNDER_4_H),
                    counts.band(side, LeadBand.UNDER_12_H),
                    counts.band(side, LeadBand.UNDER_24_H),
                    counts.band(side, LeadBand.UNDER_48_H),
                    counts.band(side, LeadBand.UNDER_72_H),
                    counts.band(side, LeadBand.FROM_72_H));
        }
    }

    /** Writes it, uncompressed, and closes {@code out}. */
    public static void write(Tally tally, OutputStream out) throws IOException {
        try (var writer = new CarpetWriter.Builder<>(out, Row.class)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
                .build()) {
            for (var group : tally.groups().entrySet()) {
                writer.write(Row.of(group.getKey(), group.getValue(), 0));
                writer.write(Row.of(group.getKey(), group.getValue(), 1));
            }
        }
    }
}
