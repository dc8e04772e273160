package org.sallyport.cli.feed;

import java.util.List;
import org.sallyport.custody.Facility;
import org.sallyport.custody.FacilityId;
import org.sallyport.formats.policy.PolicyFiles;
import org.sallyport.policy.PolicyBook;
import org.sallyport.problem.Checked;
import org.sallyport.problem.Problem;

/** What a path on the command line says about a facility: its law, by the tables that govern it. */
final class FacilityOption {
    private FacilityOption() {}

    /** A facility and the tables that govern it, none adopted. */
    record Governed(Facility facility, PolicyBook.Contents tables) {}

    /** Reads {@code us/md/montgomery/mcdc}: the tables of every layer down to the facility's own govern it. */
    static Checked<Governed> read(String path, PolicyFiles files) {
        if (!path.matches("[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*){2,6}")) {
            return new Checked.Bad<>(List.of(unknown(path, "A path in lower case, jurisdiction first")));
        }
        return switch (files.governing(path)) {
            case Checked.Bad<PolicyBook.Contents>(var problems) -> new Checked.Bad<>(problems);
            case Checked.Good<PolicyBook.Contents>(var tables) -> {
                var state = String.join("/", List.of(path.split("/", -1)).subList(0, 2));
                var zone = zone(path, tables);
                boolean governed =
                        tables.tables().stream().anyMatch(t -> t.head().layer().startsWith(state));
                yield governed && zone != null
                        ? new Checked.Good<>(
                                new Governed(Facility.usual(new FacilityId(path), path, "county-jail", zone), tables))
                        : new Checked.Bad<>(List.of(unknown(path, "A facility in a place whose law is in the tables")));
            }
        };
    }

    private static java.time.@org.jspecify.annotations.Nullable ZoneId zone(String path, PolicyBook.Contents tables) {
        for (var place = path; ; place = place.substring(0, place.lastIndexOf('/'))) {
            var zone = tables.zones().get(place);
            if (zone != null || !place.contains("/")) {
                return zone;
            }
        }
    }

    private static Problem unknown(String path, String expected) {
        return new Problem(
                "facility.unknown",
                "--facility",
                path,
                expected + ", such as us/md/montgomery/mcdc.",
                "See the places with: sallyport policy show");
    }
}
