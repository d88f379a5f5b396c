package io.holdfast.apps.bench.snmp;

import io.holdfast.simulator.snmp.RecordedAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * Agents in a process of their own, so that what they cost is not counted: 61 interfaces with 22
 * columns of ifTable and 8 of ifXTable each. Prints the ports, then waits until its input ends.
 */
final class AgentHall {

    static final int INTERFACES = 61;
    static final int VARIABLES = INTERFACES * 30;

    /** What of that is a number. */
    static final int NUMBERS = VARIABLES - 2 * INTERFACES;

    /** Standard counters of ifXTable that stand at the front of it. */
    private static final int EXTENDED = 8;

    private static final int PLAIN = 22;

    /** The column of each table that is text. */
    private static final int TEXT = 2;

    private static final int EXTENDED_TEXT = 1;

    private AgentHall() {}

    /** The columns of the first and the second table that are numbers. */
    static int[] numbers(int table) {
        return IntStream.rangeClosed(1, table == 0 ? PLAIN : EXTENDED)
                .filter(column -> column != (table == 0 ? TEXT : EXTENDED_TEXT))
                .toArray();
    }

    /** How many, and user and two passwords, or a community alone. */
    public static void main(String[] words) throws IOException {
        var door =
                words.length > 2
                        ? new RecordedAgent.Door(words[1], words[2], words[3])
                        : RecordedAgent.Door.community(words[1]);
        var view = view();
        var agents = new ArrayList<RecordedAgent>();
        for (int i = 0; i < Integer.parseInt(words[0]); i++) {
            agents.add(RecordedAgent.open(view, "agent-" + i, door));
        }
        agents.forEach(agent -> System.out.println(agent.port()));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // until whoever started this goes away
        }
        for (var agent : agents) {
            agent.close();
        }
    }

    private static NavigableMap<OID, Variable> view() {
        var view = new TreeMap<OID, Variable>(Comparator.naturalOrder());
        for (int port = 1; port <= INTERFACES; port++) {
            for (int column = 1; column <= PLAIN; column++) {
                view.put(
                        new OID("1.3.6.1.2.1.2.2.1." + column + "." + port),
                        switch (column) {
                            case TEXT -> new OctetString("port " + port);
                            case 1, 3, 4, 7, 8 -> new Integer32(column == 1 ? port : 1);
                            default -> new Counter32(1_000_000L * column + port);
                        });
            }
            for (int column = 1; column <= EXTENDED; column++) {
                view.put(
                        new OID("1.3.6.1.2.1.31.1.1.1." + column + "." + port),
                        column == 1
                                ? new OctetString("ge-0/0/" + port)
                                : new Counter64(9_000_000_000L * column + port));
            }
        }
        return view;
    }
}
