package org.sallyport.postgres.access;

import java.util.Optional;

/**
 * A role within a scope.
 *
 * @param role  what may be done
 * @param scope the path of a facility, the short name of an agency, or {@code *} for all of them
 */
public record Grant(Role role, String scope) {
    /** Every facility, or every agency. */
    public static final String ALL = "*";

    /** Whether this lets its holder act in the role for this facility or agency. */
    public boolean covers(Role wanted, String where) {
        return role == wanted && (scope.equals(ALL) || scope.equals(where));
    }

    /** The grant as it stands in data: {@code desk:us/md/montgomery/mcdc}. */
    public String word() {
        return role.word() + ":" + scope;
    }

    /** The grant of a word; empty when it is none. */
    public static Optional<Grant> of(String word) {
        int colon = word.indexOf(':');
        var role = Role.of(colon < 0 ? word : word.substring(0, colon));
        var scope = colon < 0 ? ALL : word.substring(colon + 1);
        return scope.matches("\\*|[a-z0-9][a-z0-9/-]{0,99}") ? role.map(r -> new Grant(r, scope)) : Optional.empty();
    }

    @Override
    public String toString() {
        return word();
    }
}
