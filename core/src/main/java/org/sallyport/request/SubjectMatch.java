package org.sallyport.request;

import java.util.*;
import org.sallyport.custody.*;

public sealed interface SubjectMatch {
    record Strong(String how) implements SubjectMatch {}

    record Weak(List<String> reasons) implements SubjectMatch {}

    record Contradicted(List<String> reasons) implements SubjectMatch {}

    record None() implements SubjectMatch {}

    static SubjectMatch match(NotificationRequest r, FacilityId where, CustodyEpisode stay) {
        throw new UnsupportedOperationException();
    }
}
