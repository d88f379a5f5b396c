package io.holdfast.apps.bench.snmp;

import io.holdfast.apps.bench.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The agents of {@link AgentHall} as their starter sees them. */
record AgentDoor(Process process, List<Integer> ports) implements AutoCloseable {

    AgentDoor {
        ports = List.copyOf(ports);
    }

    /**
     * Starts so many.
     *
     * @param door what the hall is told of who may ask
     */
    static AgentDoor start(int agents, List<String> door) throws IOException {
        var words = new ArrayList<String>();
        words.add(Integer.toString(agents));
        words.addAll(door);
        var process =
                new ProcessBuilder(Child.command(AgentHall.class, words.toArray(String[]::new)))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var ports = new ArrayList<Integer>();
        var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.equals("ready")) {
                return new AgentDoor(process, ports);
            }
            ports.add(Integer.valueOf(line));
        }
        process.destroyForcibly();
        throw new IOException("the agents did not start");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
