package io.holdfast.apps.bench.snmp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Net-SNMP's snmpbulkwalk, so many at a time, its output thrown away. */
record BulkWalk(List<String> words, List<String> tables, int atOnce) implements PollPeer {

    static final String PROGRAM = "/usr/bin/snmpbulkwalk";

    @Override
    public String name() {
        return "snmpbulkwalk";
    }

    @Override
    public String about() {
        return PROGRAM + " -Cr25 of each table, " + atOnce + " at once, output thrown away";
    }

    /** The shell counts what its children used. */
    @Override
    public Cost turn(List<Integer> ports) throws IOException, InterruptedException {
        var each =
                "for t in "
                        + String.join(" ", tables)
                        + "; do "
                        + PROGRAM
                        + " -Cr25 -On -m '' "
                        + String.join(" ", words)
                        + " 127.0.0.1:{} $t; done >/dev/null";
        var script =
                "TIMEFORMAT='%U %S'; time xargs -P "
                        + atOnce
                        + " -I{} sh -c \"$0\" >/dev/null 2>&1";
        var builder = new ProcessBuilder("bash", "-c", script, each).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            for (int port : ports) {
                in.write(port + "\n");
            }
        }
        var line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("snmpbulkwalk failed: " + line);
        }
        var used = List.of(line.strip().split(" ", -1));
        return new Cost(
                (long) ports.size() * AgentHall.VARIABLES,
                Double.parseDouble(used.get(0)) + Double.parseDouble(used.get(1)));
    }

    @Override
    public void close() {
        // each turn ends its own processes
    }
}
