package org.sallyport.custody;

import java.util.List;

public final class CustodyFold {
    public static CustodyEpisode fold(Facility.Ordering ordering, List<FeedEvent> received) {
        throw new UnsupportedOperationException();
    }
}
