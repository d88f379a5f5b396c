package io.holdfast.core.network;

/** An inclusive range of TCP or UDP ports. */
public record PortRange(int first, int last) implements Comparable<PortRange> {

    /** Every port. */
    public static final PortRange EVERY = new PortRange(0, 65535);

    public PortRange {
        if (first < 0 || last > 65535 || first > last) {
            throw new IllegalArgumentException(
                    "a port range lies in 0 to 65535 and ends after it begins: "
                            + first
                            + "-"
                            + last);
        }
    }

    public static PortRange one(int port) {
        return new PortRange(port, port);
    }

    /** Reads {@code 502} or {@code 8000-8080}. */
    public static PortRange of(String text) {
        var parts = text.split("-", -1);
        if (parts.length > 2
                || !parts[0].matches("[0-9]{1,5}")
                || !parts[parts.length - 1].matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a port or a range of ports");
        }
        return new PortRange(Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1]));
    }

    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    @Override
    public int compareTo(PortRange other) {
        int byFirst = Integer.compare(first, other.first);
        return byFirst != 0 ? byFirst : Integer.compare(last, other.last);
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
