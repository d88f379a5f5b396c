package io.holdfast.core.site;

import io.holdfast.core.Names;

/** The short code of a site, unique in its organisation, as in ww-01; people say it aloud. */
public record SiteId(String value) implements Comparable<SiteId> {

    public SiteId {
        Names.label("a site code", value);
    }

    @Override
    public int compareTo(SiteId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
