package org.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** Folds what the layers say about one act, superior first, as FACTS step 2 says. */
public final class Layers {
    /**
     * What the layers give together.
     *
     * @param answer    the answer; silent when no layer speaks
     * @param deciders  the rows that gave it, superior first
     * @param preempted rows that a superior layer overrules
     */
    public record Folded(Answer answer, List<Spoken> deciders, List<Spoken> preempted) {
        public Folded {
            deciders = List.copyOf(deciders);
            preempted = List.copyOf(preempted);
        }
    }

    private Answer answer = Answer.SILENT;
    private boolean mayNarrow = true;
    private final List<Spoken> deciders = new ArrayList<>(4);
    private final List<Spoken> preempted = new ArrayList<>(0);

    private Layers() {}

    /** Folds what was said, superior layer first; a court order stands after the rows of its own layer. */
    public static Folded fold(List<Spoken> said) {
        var layers = new Layers();
        for (var spoken : said) {
            if (spoken.order()) {
                layers.replace(spoken);
            } else if (spoken.counted() != Answer.SILENT) {
                layers.add(spoken);
            }
        }
        return new Folded(layers.answer, layers.deciders, layers.preempted);
    }

    private void replace(Spoken order) {
        deciders.clear();
        preempted.clear();
        take(order);
    }

    private void take(Spoken spoken) {
        deciders.add(spoken);
        answer = spoken.counted();
        mayNarrow = mayNarrow && spoken.mayNarrow();
    }

    private void add(Spoken local) {
        switch (answer) {
            case SILENT -> take(local);
            case MAY_NOT -> {
                if (local.counted() == Answer.MUST) {
                    preempted.add(local);
                }
            }
            case MUST -> {
                if (local.counted() == Answer.MUST) {
                    deciders.add(local);
                } else if (local.declared() != Answer.MUST) {
                    preempted.add(local);
                }
            }
            case MAY -> {
                if (mayNarrow) {
                    take(local);
                } else if (local.counted() != Answer.MAY) {
                    preempted.add(local);
                }
            }
            case ASK -> {
                if (local.counted() == Answer.MAY_NOT) {
                    deciders.clear();
                    take(local);
                } else {
                    deciders.add(local);
                }
            }
        }
    }
}
