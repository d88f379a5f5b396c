package io.holdfast.dialect.snmpqbridge;

import io.holdfast.core.Printable;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.spi.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the page, strictly: every line has its form, VLANs and ports stand once. A line {@code
 * foreign} is of a session that met something there is no word for. A line {@code own}, of the
 * switch's own interface, stands on pages an older release stored; it was never written to a switch
 * and says nothing any more.
 */
final class PageReading {

    private static final int LONGEST = 1 << 20;
    private static final String TEXT = "\"((?:[^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\])*+)\"";
    private static final Pattern VLAN = Pattern.compile("vlan ([1-9]\\d{0,3}) " + TEXT);
    private static final Pattern PORT =
            Pattern.compile(
                    "port "
                            + TEXT
                            + " (up|down) (no-vlan|untagged [1-9]\\d{0,3}|tagged none|tagged"
                            + " [1-9]\\d{0,3}(?:,[1-9]\\d{0,3})*+) "
                            + TEXT);
    private static final Pattern OWN =
            Pattern.compile(
                    "own "
                            + TEXT
                            + " (?:up|down) [1-9]\\d{0,3} (?:none|[0-9./]+(?:,[0-9./]+)*+) "
                            + TEXT);
    private static final Pattern FOREIGN = Pattern.compile("foreign " + TEXT);

    private PageReading() {}

    static ReadResult read(String text) {
        if (text.length() > LONGEST || !text.startsWith(PageWriting.FIRST_LINE + "\n")) {
            return new ReadResult.Unreadable("not a page of snmp-qbridge");
        }
        if (!text.endsWith("\n")) {
            return new ReadResult.Unreadable("the last line does not end");
        }
        var vlans = new ArrayList<Vlan>();
        var ports = new ArrayList<InterfaceConfig>();
        var seen = new TreeSet<String>();
        try {
            for (var line : text.split("\n", -1)) {
                if (line.isEmpty() || (line.equals(PageWriting.FIRST_LINE) && seen.add(line))) {
                    continue;
                }
                var vlan = VLAN.matcher(line);
                var port = PORT.matcher(line);
                var own = OWN.matcher(line);
                var foreign = FOREIGN.matcher(line);
                if (vlan.matches()) {
                    vlans.add(new Vlan(Integer.parseInt(vlan.group(1)), plain(vlan.group(2))));
                    once(seen, "vlan " + vlan.group(1));
                } else if (port.matches()) {
                    ports.add(port(port));
                    once(seen, "port " + port.group(1));
                } else if (own.matches()) {
                    once(seen, "port " + own.group(1));
                } else if (foreign.matches()) {
                    return new ReadResult.Unreadable(plain(foreign.group(1)));
                } else {
                    return new ReadResult.Unreadable("a line that is none: " + shown(line));
                }
            }
            return new ReadResult.Read(DeviceConfig.bridging(ports, vlans));
        } catch (IllegalArgumentException e) {
            return new ReadResult.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static InterfaceConfig port(Matcher port) {
        return new InterfaceConfig(
                plain(port.group(1)),
                plain(port.group(4)),
                port.group(2).equals("up"),
                mode(port.group(3)),
                List.of(),
                List.of());
    }

    private static InterfaceMode mode(String words) {
        if (words.equals("no-vlan")) {
            return new InterfaceMode.NoVlan();
        }
        var number = words.substring(words.indexOf(' ') + 1);
        if (words.startsWith("untagged ")) {
            return new InterfaceMode.AccessPort(Integer.parseInt(number));
        }
        return new InterfaceMode.TrunkPort(
                number.equals("none")
                        ? List.of()
                        : Stream.of(number.split(",", -1)).map(Integer::valueOf).toList());
    }

    private static void once(Set<String> seen, String what) {
        if (!seen.add(what)) {
            throw new IllegalArgumentException(what + " stands there twice");
        }
    }

    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    private static String shown(String line) {
        return Printable.cut(line, 40);
    }
}
