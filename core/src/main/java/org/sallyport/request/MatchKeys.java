package org.sallyport.request;

import java.util.*;
import org.sallyport.custody.*;

public final class MatchKeys {
    public static SortedSet<MatchKey> of(Subject s, FacilityId f) {
        throw new UnsupportedOperationException();
    }

    public static SortedSet<MatchKey> of(CustodyEpisode s, FacilityId f) {
        throw new UnsupportedOperationException();
    }
}
