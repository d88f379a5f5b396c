package io.holdfast.core.site;

import io.holdfast.core.Names;

/** A word people sort sites by, as in pilot or north; a site has any number of them. */
public record SiteTag(String value) implements Comparable<SiteTag> {

    /** As many as a person still reads at one site. */
    public static final int MOST = 20;

    public SiteTag {
        Names.label("a tag", value);
    }

    @Override
    public int compareTo(SiteTag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
