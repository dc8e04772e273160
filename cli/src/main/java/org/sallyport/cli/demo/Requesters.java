package org.sallyport.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.request.Agency;
import org.sallyport.request.Directory;
import org.sallyport.simulation.jail.Agencies;

/**
 * The agencies around the four jails and the routes to them: immigration and warrant units by signed webhook with
 * e-mail as second choice, probation and victims' contacts by e-mail.
 */
final class Requesters {
    private final Map<String, Agency> byId = new TreeMap<>();

    /**
     * The requesters of the four counties.
     *
     * @param webhooks   the address below which each agency receives, with a slash at its end
     * @param mailDomain where agencies have their mailboxes
     */
    Requesters(String webhooks, String mailDomain) {
        for (var county : County.ALL) {
            var around = Agencies.around(county.id());
            for (var id : around.all()) {
                var requester = around.requester(id);
                byId.put(
                        id,
                        new Agency(
                                id, name(county, requester), requester, routes(id, requester, webhooks, mailDomain)));
            }
        }
    }

    private static List<Agency.Route> routes(String id, String requester, String webhooks, String mailDomain) {
        var routes = new ArrayList<Agency.Route>();
        if (requester.equals("immigration") || requester.equals("law-enforcement")) {
            routes.add(new Agency.Route("webhook", webhooks + id, secret(id), true));
        }
        routes.add(new Agency.Route("email", id + "@" + mailDomain, "", false));
        return routes;
    }

    private static String name(County county, String requester) {
        var place = county.shortName();
        return switch (requester) {
            case "immigration" -> "ERO field office (" + place + ")";
            case "law-enforcement" -> "Warrant unit near " + place;
            case "supervision" -> "Probation office, " + place;
            default -> "Victim services contact, " + place;
        };
    }

    /**
     * A secret of the demonstration only, so that two runs of one seed sign alike; a real one is drawn when enrolled.
     */
    private static String secret(String agency) {
        return "whsec_" + Base64.getEncoder().encodeToString(("sallyport-demo-" + agency).getBytes(UTF_8));
    }

    /** All of them. */
    List<Agency> all() {
        return List.copyOf(byId.values());
    }

    /** The signing secret of an agency's webhook; empty for one that has none. */
    String secretOf(String agency) {
        var known = byId.get(agency);
        return known == null
                ? ""
                : known.routes().stream()
                        .map(Agency.Route::secret)
                        .filter(s -> !s.isEmpty())
                        .findFirst()
                        .orElse("");
    }

    /** Whom request intake knows. */
    Directory directory() {
        return new Directory(
                County.ALL.stream().map(County::id).collect(Collectors.toSet()),
                byId.values().stream().collect(Collectors.toMap(Agency::id, Agency::requester)));
    }
}
