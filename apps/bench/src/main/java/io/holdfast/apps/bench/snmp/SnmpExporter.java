package io.holdfast.apps.bench.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * prometheus-snmp-exporter: walks both tables when it is asked and answers with text. What it costs
 * to ask it, to read its text and to store it is not counted.
 */
final class SnmpExporter implements PollPeer {

    static final String PROGRAM = "/usr/bin/prometheus-snmp-exporter";
    private static final int PATIENCE = 100;

    private final Path folder;
    private final Process process;
    private final int port;
    private final int atOnce;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * Starts it.
     *
     * @param auth lines of its configuration that say who asks
     */
    SnmpExporter(List<String> auth, List<String> tables, int atOnce)
            throws IOException, InterruptedException {
        this.atOnce = atOnce;
        folder = Files.createTempDirectory("holdfast-exporter");
        var file = folder.resolve("snmp.yml");
        Files.writeString(file, configuration(auth, tables));
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        process =
                new ProcessBuilder(
                                PROGRAM,
                                "--config.file=" + file,
                                "--web.listen-address=127.0.0.1:" + port,
                                "--log.level=error")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        awaitUp();
    }

    private void awaitUp() throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE; i++) {
            try {
                if (get("/metrics").contains("go_")) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        close();
        throw new IOException("prometheus-snmp-exporter does not start");
    }

    private static String configuration(List<String> auth, List<String> tables) {
        var text = new StringBuilder("bench:\n  walk: [" + String.join(", ", tables) + "]\n");
        text.append("  max_repetitions: 25\n");
        auth.forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("  metrics:\n");
        for (int table = 0; table < tables.size(); table++) {
            for (int column : AgentHall.numbers(table)) {
                text.append("  - name: t").append(table).append("_c").append(column).append('\n');
                text.append("    oid: ").append(tables.get(table)).append(".1.").append(column);
                text.append("\n    type: gauge\n    help: x\n");
                text.append("    indexes: [{labelname: port, type: gauge}]\n");
            }
        }
        return text.toString();
    }

    private String get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public String name() {
        return "snmp_exporter";
    }

    @Override
    public String about() {
        return PROGRAM + ", " + atOnce + " targets at once, its text not stored";
    }

    @Override
    public Cost turn(List<Integer> ports) throws InterruptedException {
        double before = PollPeer.used(process.toHandle());
        var numbers = new AtomicLong();
        var permits = new Semaphore(atOnce);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int agent : ports) {
                permits.acquire();
                threads.execute(() -> {
                    try {
                        get("/snmp?module=bench&target=127.0.0.1:" + agent)
                                .lines()
                                .filter(l -> l.startsWith("t"))
                                .forEach(_ -> numbers.incrementAndGet());
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        permits.release();
                    }
                });
            }
        }
        if (numbers.get() != (long) ports.size() * AgentHall.NUMBERS) {
            throw new IllegalStateException("snmp_exporter told " + numbers + " numbers");
        }
        // It walks the columns of text as well, as everybody here does.
        return new Cost(
                (long) ports.size() * AgentHall.VARIABLES,
                PollPeer.used(process.toHandle()) - before);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        client.close();
        Scratch.remove(folder);
    }
}
