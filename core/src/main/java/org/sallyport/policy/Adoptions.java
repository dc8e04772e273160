package org.sallyport.policy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which tables a named person of which facility has adopted, by content hash: a changed table is un-adopted. */
public sealed interface Adoptions {
    /** Whether the facility has adopted the content. */
    boolean adopted(String facility, String version);

    /** One line for each adoption, sorted: what the book's hash covers. */
    List<String> lines();

    /** Nothing is adopted. */
    record None() implements Adoptions {
        @Override
        public boolean adopted(String facility, String version) {
            return false;
        }

        @Override
        public List<String> lines() {
            return List.of("none");
        }
    }

    /** Everything that can be adopted is, everywhere: for studies and tests. */
    record All() implements Adoptions {
        @Override
        public boolean adopted(String facility, String version) {
            return true;
        }

        @Override
        public List<String> lines() {
            return List.of("all");
        }
    }

    /** These contents are adopted everywhere: what a file of hashes on the command line says. */
    record Everywhere(Set<String> versions) implements Adoptions {
        public Everywhere {
            versions = Set.copyOf(versions);
        }

        @Override
        public boolean adopted(String facility, String version) {
            return versions.contains(version);
        }

        @Override
        public List<String> lines() {
            return versions.stream().sorted().map(v -> "everywhere " + v).toList();
        }
    }

    /**
     * One adoption.
     *
     * @param facility the facility, as facts name its jurisdiction
     * @param version  content hash of the table or order
     * @param by       who adopted it: an account's name, not shown in results
     * @param at       when
     */
    record Adoption(String facility, String version, String by, Instant at) {}

    /** Adoptions of single facilities. */
    final class ByFacility implements Adoptions {
        private record Key(String facility, String version) {}

        private final List<Adoption> adoptions;
        private final Set<Key> keys = new HashSet<>();

        /** These adoptions, in any order. */
        public ByFacility(List<Adoption> adoptions) {
            this.adoptions = List.copyOf(adoptions);
            adoptions.forEach(a -> keys.add(new Key(a.facility(), a.version())));
        }

        /** The adoptions. */
        public List<Adoption> adoptions() {
            return adoptions;
        }

        @Override
        public boolean adopted(String facility, String version) {
            return keys.contains(new Key(facility, version));
        }

        @Override
        public List<String> lines() {
            return adoptions.stream()
                    .map(a -> a.facility() + " " + a.version() + " " + a.by() + " " + a.at())
                    .sorted()
                    .toList();
        }
    }
}
