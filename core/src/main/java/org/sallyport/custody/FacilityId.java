package org.sallyport.custody;

/**
 * Names a facility by jurisdiction and local name, such as {@code us/md/montgomery/mcdc}.
 *
 * @param path lower-case parts joined by {@code /}; the jurisdiction first, the facility's own short name last
 */
public record FacilityId(String path) implements Comparable<FacilityId> {
    @Override
    public int compareTo(FacilityId other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
