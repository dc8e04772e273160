package org.sallyport.simulation.chance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Things drawn in proportion to their weights. */
public final class Shares<T> {
    private final List<T> things;
    private final double[] upTo;

    private Shares(List<T> things, double[] upTo) {
        this.things = things;
        this.upTo = upTo;
    }

    /** Each thing with its weight, in iteration order; the weights need not sum to one. */
    public static <T> Shares<T> of(Map<T, Double> weights) {
        var things = new ArrayList<T>(weights.keySet());
        var upTo = new double[things.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += weights.getOrDefault(things.get(i), 0.0);
            upTo[i] = sum;
        }
        return new Shares<>(List.copyOf(things), upTo);
    }

    /** One of the things. */
    public T draw(Dice dice) {
        double at = dice.unit() * upTo[upTo.length - 1];
        int i = 0;
        while (i < upTo.length - 1 && upTo[i] <= at) {
            i++;
        }
        return things.get(i);
    }

    /** The share of this thing, 0 to 1. */
    public double share(T thing) {
        int i = things.indexOf(thing);
        if (i < 0) {
            return 0;
        }
        return (upTo[i] - (i == 0 ? 0 : upTo[i - 1])) / upTo[upTo.length - 1];
    }
}
