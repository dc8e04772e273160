package org.sallyport.request;

import java.util.List;
import java.util.Optional;
import org.sallyport.problem.Problem;

/** What intake made of a draft. */
public sealed interface Intake {
    /**
     * It was taken in.
     *
     * @param request      as read
     * @param defects      codes of {@link DefectText}; a person looks at them before the request has effect
     * @param cancelsPrior the requester's own number of the earlier request that this form cancels (F-08)
     */
    record Accepted(NotificationRequest request, List<String> defects, Optional<String> cancelsPrior)
            implements Intake {
        /** Copies the list. */
        public Accepted {
            defects = List.copyOf(defects);
        }
    }

    /** It could not be read; nothing was saved. All problems are named, at least one. */
    record Rejected(List<Problem> problems) implements Intake {
        /** Copies the list. */
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
