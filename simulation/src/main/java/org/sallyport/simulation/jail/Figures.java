package org.sallyport.simulation.jail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.simulation.chance.Quantiles;
import org.sallyport.simulation.chance.Shares;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The figures behind the synthetic jail, read from the resource {@code /jail/distributions.json}, which names the
 * source of each.
 *
 * @param stays               per release disposition: its share, stay lengths and release hours
 * @param holdStays           stay lengths of bookings with an immigration hold (hours)
 * @param holdDispositions    dispositions of bookings with an immigration hold
 * @param topCharges          kind of the top charge, such as {@code violent/felony}
 * @param dispositions        disposition given the kind of the top charge
 * @param bookingHours        local hour of booking
 * @param weekdays            share of bookings per weekday, Monday first
 * @param bailToDoor          hours from bail paid to the door
 * @param bailAmounts         bail paid in US dollars
 * @param sentencedToRelease  hours from the first sentenced status to release
 * @param dayVariance         variance over mean of admissions a day, with the mean it was seen at
 * @param returnsWithin30Days share of releases followed by a booking within 30 days
 * @param returnsWithinAYear  share of releases followed by a booking within 365 days
 * @param maleShare           share of bookings of men
 */
public record Figures(
        Map<String, Stays> stays,
        Quantiles holdStays,
        Shares<String> holdDispositions,
        Shares<String> topCharges,
        Map<String, Shares<String>> dispositions,
        Shares<Integer> bookingHours,
        List<Double> weekdays,
        Quantiles bailToDoor,
        Quantiles bailAmounts,
        Quantiles sentencedToRelease,
        Overdispersion dayVariance,
        double returnsWithin30Days,
        double returnsWithinAYear,
        double maleShare) {

    /** Stay lengths in hours and shares per local hour of release; no hours where too few were seen. */
    public record Stays(double share, Quantiles hours, Optional<List<Double>> releaseHours) {}

    /** Variance over mean, as seen at this mean. */
    public record Overdispersion(double mean, double ratio) {}

    /** Kinds of offense the source tells apart. */
    static final List<String> KINDS = List.of("violent", "property", "drug", "public_order");

    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** The committed figures. */
    public static Figures committed() {
        var root = tree();
        var stays = new LinkedHashMap<String, Stays>();
        for (var stay : root.get("stays").properties()) {
            var hours = stay.getValue().get("releaseHour");
            stays.put(
                    stay.getKey(),
                    new Stays(
                            stay.getValue().get("share").asDouble(),
                            quantiles(stay.getValue().get("hours")),
                            hours.isNull() ? Optional.empty() : Optional.of(list(hours))));
        }
        var topCharges = new LinkedHashMap<String, Double>();
        var dispositions = new LinkedHashMap<String, Shares<String>>();
        for (var top : root.get("dispositionByTopCharge").properties()) {
            topCharges.put(top.getKey(), top.getValue().get("share").asDouble());
            dispositions.put(top.getKey(), withRemainder(weights(top.getValue().get("dispositions"))));
        }
        var hours = new LinkedHashMap<Integer, Double>();
        var byHour = list(root.get("bookingsByHour").get("p"));
        for (int h = 0; h < byHour.size(); h++) {
            hours.put(h, byHour.get(h));
        }
        var byDay = root.get("bookingsByWeekday").get("p");
        var hold = root.get("immigrationHoldBookings");
        var variance = root.get("admissionsPerDayVarianceToMean");
        return new Figures(
                Map.copyOf(stays),
                quantiles(hold.get("hours")),
                Shares.of(weights(hold.get("dispositions"))),
                Shares.of(topCharges),
                Map.copyOf(dispositions),
                Shares.of(hours),
                WEEKDAYS.stream().map(d -> byDay.get(d).asDouble()).toList(),
                quantiles(root.get("bailPaidToDoorHours").get("hours")),
                quantiles(root.get("bailAmountUsd").get("amounts")),
                quantiles(root.get("sentencedToReleaseHours").get("hours")),
                new Overdispersion(
                        variance.get("mean").asDouble(), variance.get("ratio").asDouble()),
                root.get("readmitted").get("within30Days").asDouble(),
                root.get("readmitted").get("within365Days").asDouble(),
                root.get("maleShare").get("share").asDouble());
    }

    /** What a table of dispositions leaves over goes to the rare ones the source did not list there. */
    private static Shares<String> withRemainder(Map<String, Double> weights) {
        double sum = weights.values().stream().mapToDouble(w -> w).sum();
        double left = Math.max(0, 1 - sum);
        weights.merge("other", left * 0.5, Double::sum);
        weights.merge("transfer_to_federal", left * 0.3, Double::sum);
        weights.merge("drug_court", left * 0.2, Double::sum);
        return Shares.of(weights);
    }

    private static Map<String, Double> weights(JsonNode node) {
        var weights = new LinkedHashMap<String, Double>();
        node.properties().forEach(p -> weights.put(p.getKey(), p.getValue().asDouble()));
        return weights;
    }

    private static List<Double> list(JsonNode node) {
        var list = new ArrayList<Double>();
        node.forEach(n -> list.add(n.asDouble()));
        return List.copyOf(list);
    }

    private static Quantiles quantiles(JsonNode node) {
        var points = new ArrayList<Quantiles.Point>();
        for (var p : node.properties()) {
            points.add(new Quantiles.Point(
                    Integer.parseInt(p.getKey().substring(1)) / 100.0,
                    p.getValue().asDouble()));
        }
        return new Quantiles(points);
    }

    private static JsonNode tree() {
        try (var in = Figures.class.getResourceAsStream("/jail/distributions.json")) {
            if (in == null) {
                throw new IllegalStateException("The resource /jail/distributions.json is missing from this build");
            }
            return new ObjectMapper().readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
