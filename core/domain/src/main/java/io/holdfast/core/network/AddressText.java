package io.holdfast.core.network;

import java.util.ArrayList;
import java.util.List;

/** The text form of addresses, strict on the way in and canonical (RFC 5952) on the way out. */
final class AddressText {

    private AddressText() {}

    static IpAddress parse(String text) {
        if (text.isEmpty() || text.length() > 45) {
            throw bad(text, "an address has 2 to 45 characters");
        }
        return text.indexOf(':') >= 0 ? parseIpv6(text) : parseIpv4(text, text);
    }

    private static IpAddress parseIpv4(String part, String whole) {
        var octets = part.split("\\.", -1);
        if (octets.length != 4) {
            throw bad(whole, "an IPv4 address has four numbers with dots between");
        }
        long value = 0;
        for (var octet : octets) {
            if (!octet.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(octet) > 255) {
                throw bad(whole, "each number is 0 to 255 without leading zeros");
            }
            value = value << 8 | Integer.parseInt(octet);
        }
        return new IpAddress(Family.IPV4, 0, value);
    }

    private static IpAddress parseIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw bad(text, "\"::\" may stand once");
        }
        List<Integer> before = groups(gap < 0 ? text : text.substring(0, gap), text);
        List<Integer> after = gap < 0 ? List.of() : groups(text.substring(gap + 2), text);
        int given = before.size() + after.size();
        if (gap < 0 ? given != 8 : given > 7) {
            throw bad(text, "an IPv6 address has eight groups");
        }
        var all = new int[8];
        for (int i = 0; i < before.size(); i++) {
            all[i] = before.get(i);
        }
        for (int i = 0; i < after.size(); i++) {
            all[8 - after.size() + i] = after.get(i);
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | all[i];
            low = low << 16 | all[i + 4];
        }
        return new IpAddress(Family.IPV6, high, low);
    }

    private static List<Integer> groups(String text, String whole) {
        var groups = new ArrayList<Integer>();
        if (text.isEmpty()) {
            return groups;
        }
        var parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                long v4 = parseIpv4(parts[i], whole).low();
                groups.add((int) (v4 >>> 16));
                groups.add((int) (v4 & 0xFFFF));
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                throw bad(whole, "each group is one to four hexadecimal digits");
            }
        }
        return groups;
    }

    static String format(IpAddress address) {
        if (address.family() == Family.IPV4) {
            long v = address.low();
            return (v >>> 24) + "." + (v >>> 16 & 255) + "." + (v >>> 8 & 255) + "." + (v & 255);
        }
        var groups = new int[8];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (address.high() >>> (48 - 16 * i) & 0xFFFF);
            groups[i + 4] = (int) (address.low() >>> (48 - 16 * i) & 0xFFFF);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException("\"" + text + "\" is not an IP address: " + why);
    }
}
