package org.sallyport.formats.study;

import java.time.Duration;

/** How long before the release a notice would reach its recipient; the bound is not inside. */
public enum LeadBand {
    UNDER_1_H("under 1 h", 1),
    UNDER_4_H("1 to 4 h", 4),
    UNDER_12_H("4 to 12 h", 12),
    UNDER_24_H("12 to 24 h", 24),
    UNDER_48_H("24 to 48 h", 48),
    UNDER_72_H("48 to 72 h", 72),
    FROM_72_H("72 h or more", Long.MAX_VALUE);

    private static final LeadBand[] BANDS = values();

    private final String words;
    private final long belowHours;

    LeadBand(String words, long belowHours) {
        this.words = words;
        this.belowHours = belowHours;
    }

    /** As results spell it. */
    public String words() {
        return words;
    }

    static LeadBand of(Duration lead) {
        var hours = Math.max(0, lead.toHours());
        for (var band : BANDS) {
            if (hours < band.belowHours) {
                return band;
            }
        }
        return FROM_72_H;
    }
}
