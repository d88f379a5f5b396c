package io.holdfast.core.verify;

import io.holdfast.core.network.PortRange;

/**
 * Consecutive protocols with their ports or message types, as a row of a proof names them.
 *
 * @param firstProtocol IANA number
 * @param source source ports; 0 for protocols without ports
 * @param destination destination ports; for ICMP the message types; 0 for other protocols
 */
public record ServiceRange(
        int firstProtocol, int lastProtocol, PortRange source, PortRange destination) {

    private static final PortRange EVERY_TYPE = new PortRange(0, 255);

    @Override
    public String toString() {
        if (firstProtocol == 0 && lastProtocol == 255) {
            return "every protocol";
        }
        if (firstProtocol != lastProtocol) {
            return "protocol/" + firstProtocol + "-" + lastProtocol;
        }
        return switch (firstProtocol) {
            case 6 -> ported("tcp");
            case 17 -> ported("udp");
            case 1 -> typed("icmp");
            case 58 -> typed("icmpv6");
            default -> "protocol/" + firstProtocol;
        };
    }

    private String ported(String name) {
        boolean anySource = source.equals(PortRange.EVERY);
        if (anySource && destination.equals(PortRange.EVERY)) {
            return name;
        }
        return name + "/" + (anySource ? "" : source + ">") + destination;
    }

    private String typed(String name) {
        if (source.equals(PortRange.one(0)) && destination.equals(PortRange.one(0))) {
            return name + "/0";
        }
        return destination.equals(EVERY_TYPE) ? name : name + "/" + destination;
    }
}
