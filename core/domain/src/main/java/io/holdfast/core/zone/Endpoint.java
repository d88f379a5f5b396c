package io.holdfast.core.zone;

/** One end of a conduit. */
public sealed interface Endpoint {

    ZoneName zone();

    /** Every address of the zone. */
    record WholeZone(ZoneName zone) implements Endpoint {
        @Override
        public String toString() {
            return zone.value();
        }
    }

    /** A named group of hosts inside the zone. */
    record Group(ZoneName zone, GroupName group) implements Endpoint {
        @Override
        public String toString() {
            return zone + "/" + group;
        }
    }

    /** Reads {@code zone} or {@code zone/group}. */
    static Endpoint of(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new WholeZone(new ZoneName(text))
                : new Group(
                        new ZoneName(text.substring(0, slash)),
                        new GroupName(text.substring(slash + 1)));
    }
}
