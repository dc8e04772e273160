package org.sallyport.server.security;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sallyport.custody.FacilityId;
import org.sallyport.postgres.access.Grant;
import org.sallyport.postgres.access.Role;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who calls, and what they may do.
 *
 * @param actor   the account's name, or {@code key:ID}; it stands in the journal
 * @param grants  what they may do, where
 * @param oneTime whether their password was given to them and must be changed before anything else
 */
public record Caller(String actor, List<Grant> grants, boolean oneTime) implements AuthenticatedPrincipal {
    /** Copies the grants. */
    public Caller {
        grants = List.copyOf(grants);
    }

    @Override
    public String getName() {
        return actor;
    }

    /** Whether a person calls, under an account of theirs; nobody knows who holds a key. */
    public boolean isPerson() {
        return !actor.startsWith(Keys.MACHINE);
    }

    /** Whether they may act in this role for this facility or agency. */
    public boolean may(Role role, String where) {
        return grants.stream().anyMatch(g -> g.covers(role, where));
    }

    /** Whether they may act in one of these roles for this facility. */
    public boolean mayAny(FacilityId facility, Role... roles) {
        return Set.of(roles).stream().anyMatch(r -> may(r, facility.path()));
    }

    /** Whether they hold this role anywhere. */
    public boolean has(Role role) {
        return grants.stream().anyMatch(g -> g.role() == role);
    }

    /** Of these facilities, those where they work in one of these roles. */
    public List<FacilityId> facilities(Collection<FacilityId> all, Role... roles) {
        return all.stream().filter(f -> mayAny(f, roles)).sorted().toList();
    }

    /** Of these agencies, those they speak for. */
    public List<String> agencies(Collection<String> all) {
        return all.stream().filter(a -> may(Role.AGENCY, a)).sorted().toList();
    }

    /** The highest role they hold at a facility, as decisions name it: {@code counsel supervisor desk}; or empty. */
    public String deskRole(FacilityId facility) {
        for (var role : List.of(Role.COUNSEL, Role.SUPERVISOR, Role.DESK)) {
            if (may(role, facility.path())) {
                return role.word();
            }
        }
        return "";
    }

    /** The roles they hold, as authorities' names. */
    Set<String> authorities() {
        return grants.stream().map(g -> "ROLE_" + g.role().name()).collect(Collectors.toCollection(TreeSet::new));
    }
}
