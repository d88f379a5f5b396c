package io.holdfast.apps.bench.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * collectd with its SNMP and Graphite plugins: polls by its own clock and hands each number on over
 * TCP, which costs it less than its own files do. A turn is two of its intervals; what it handed on
 * in them is counted line by line.
 */
final class Collectd implements PollPeer {

    static final String PROGRAM = "/usr/sbin/collectd";
    static final String PLUGIN = "/usr/lib/collectd/snmp.so";
    private static final int INTERVAL = 10;

    private final Path folder;
    private final Process process;
    private final ServerSocket taker;
    private final AtomicLong lines = new AtomicLong();

    /**
     * Starts it.
     *
     * @param auth lines of a Host that say who asks
     */
    Collectd(List<String> auth, List<String> tables, List<Integer> ports, int atOnce)
            throws IOException, InterruptedException {
        folder = Files.createTempDirectory("holdfast-collectd");
        taker = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::take);
        var file = folder.resolve("collectd.conf");
        Files.writeString(file, configuration(auth, tables, ports, atOnce));
        process =
                new ProcessBuilder(PROGRAM, "-f", "-C", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        // The first interval finds the engines.
        Thread.sleep(INTERVAL * 1500L);
    }

    private void take() {
        try {
            while (true) {
                try (var from = taker.accept();
                        var in = from.getInputStream()) {
                    var bytes = new byte[1 << 16];
                    for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                        int found = 0;
                        for (int i = 0; i < n; i++) {
                            found += bytes[i] == '\n' ? 1 : 0;
                        }
                        lines.addAndGet(found);
                    }
                }
            }
        } catch (IOException e) {
            // closed: nobody counts any more
            return;
        }
    }

    private String configuration(
            List<String> auth, List<String> tables, List<Integer> ports, int atOnce) {
        var text = new StringBuilder();
        text.append("BaseDir \"").append(folder).append("\"\nPIDFile \"").append(folder);
        text.append("/pid\"\nInterval ").append(INTERVAL).append("\nReadThreads ").append(atOnce);
        text.append("\nTypesDB \"/usr/share/collectd/types.db\"\nLoadPlugin snmp\n");
        text.append("LoadPlugin write_graphite\n<Plugin write_graphite>\n <Node \"n\">\n");
        text.append("  Host \"127.0.0.1\"\n  Port \"").append(taker.getLocalPort());
        text.append("\"\n  Protocol \"tcp\"\n </Node>\n</Plugin>\n");
        text.append("<Plugin snmp>\n");
        var names = new StringBuilder();
        for (int table = 0; table < tables.size(); table++) {
            for (int column : AgentHall.numbers(table)) {
                names.append(" \"t").append(table).append('c').append(column).append('"');
                text.append(" <Data \"t").append(table).append('c').append(column).append("\">\n");
                text.append("  Type \"gauge\"\n  Table true\n  TypeInstancePrefix \"t")
                        .append(table);
                text.append('c')
                        .append(column)
                        .append("-\"\n  Values \"")
                        .append(tables.get(table));
                text.append(".1.").append(column).append("\"\n </Data>\n");
            }
        }
        for (int port : ports) {
            text.append(" <Host \"sw-").append(port).append("\">\n  Address \"127.0.0.1:");
            text.append(port).append("\"\n");
            auth.forEach(line -> text.append("  ").append(line).append('\n'));
            text.append("  BulkSize 25\n  Collect").append(names).append("\n </Host>\n");
        }
        return text.append("</Plugin>\n").toString();
    }

    @Override
    public String name() {
        return "collectd";
    }

    @Override
    public String about() {
        return PROGRAM
                + " with plugins snmp and write_graphite, every "
                + INTERVAL
                + " s, to nobody";
    }

    @Override
    public Cost turn(List<Integer> ports) throws IOException, InterruptedException {
        long before = lines.get();
        double used = PollPeer.used(process.toHandle());
        Thread.sleep(INTERVAL * 2000L);
        used = PollPeer.used(process.toHandle()) - used;
        long told = lines.get() - before;
        if (told == 0) {
            throw new IOException(
                    "collectd told nothing: " + Files.readString(folder.resolve("log")));
        }
        return new Cost(told, used);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        taker.close();
        Scratch.remove(folder);
    }
}
