package org.sallyport.simulation.chance;

import java.util.List;

/**
 * A positive quantity known by some of its quantiles. Between two of them its logarithm is taken as linear; below the
 * first it falls to a quarter of it; above the last it goes on as a power law through the last two, up to three times
 * the last. The tails are ours, not the source's.
 *
 * @param points ascending
 */
public record Quantiles(List<Point> points) {
    /** The share {@code p} (0 to 1) of values lies at or below {@code value}. */
    public record Point(double p, double value) {}

    /** Copies the points, so that the quantiles are a value. */
    public Quantiles {
        points = List.copyOf(points);
    }

    /** A value at random. */
    public double draw(Dice dice) {
        return at(dice.unit());
    }

    /** The value below which the share {@code u} lies. */
    public double at(double u) {
        var first = points.getFirst();
        if (u <= first.p()) {
            return first.value() * (0.25 + 0.75 * u / first.p());
        }
        var last = points.getLast();
        if (u >= last.p()) {
            var before = points.get(points.size() - 2);
            double power =
                    StrictMath.log(last.value() / before.value()) / StrictMath.log((1 - before.p()) / (1 - last.p()));
            double beyond = StrictMath.pow((1 - last.p()) / Math.max(1e-9, 1 - u), power);
            return last.value() * Math.min(3, beyond);
        }
        int i = 1;
        while (points.get(i).p() < u) {
            i++;
        }
        var low = points.get(i - 1);
        var high = points.get(i);
        double along = (u - low.p()) / (high.p() - low.p());
        double logLow = StrictMath.log(low.value());
        return StrictMath.exp(logLow + along * (StrictMath.log(high.value()) - logLow));
    }
}
