package io.holdfast.apps.bench.snmp;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.core.Bytes;
import io.holdfast.core.observe.TrapSighting;
import io.holdfast.snmp.SnmpTraps;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.TrapJournal;
import io.holdfast.spi.TrapReceiver;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many notifications a second are journaled without loss, beside snmptrapd writing the same to
 * a file. Both run in turn on the same machine, with the same sender.
 */
public final class Traps implements Suite {

    private static final Path SNMPTRAPD = Path.of("/usr/sbin/snmptrapd");
    private static final String WORD = "1.3.6.1.6.3.1.1.5.3";

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "traps";
    }

    @Override
    public String about() {
        return "notifications journaled without loss, beside snmptrapd";
    }

    @Override
    public String usage() {
        return """
          --rate N       traps a second (10000)
          --seconds N    how long (5)
        """;
    }

    /** The storm comes from one address; nothing of it is refused. */
    private static final class Everybody implements TrapReceiver.Senders {

        @Override
        public boolean hears(InetAddress from) {
            return true;
        }

        @Override
        public List<SnmpAccess.V3> users(InetAddress from) {
            return List.of();
        }

        @Override
        public boolean hints(InetAddress from, String community) {
            return community.equals(TrapStorm.COMMUNITY);
        }

        @Override
        public int mostPerSecond() {
            return Integer.MAX_VALUE;
        }
    }

    /** What one receiver made of a storm. */
    private record Result(long kept, double cpuSeconds) {}

    @Override
    public void run(Options options, Report report) throws IOException, InterruptedException {
        long rate = options.number("rate", 10_000, 1, 1_000_000);
        long seconds = options.number("seconds", 5, 1, 600);
        options.done();
        report.parameter("rate", rate);
        report.parameter("seconds", seconds);
        report.peer("Holdfast, one socket, one writer, a file forced at every batch");
        long traps = rate * seconds;
        ours(rate, Math.min(traps, 5000), report, false);
        var ours = ours(rate, traps, report, true);
        tell("Holdfast", ours, traps, report);
        if (ours.kept() < traps) {
            report.failed("lost " + (traps - ours.kept()) + " of " + traps + " traps");
        }
        if (!Files.isExecutable(SNMPTRAPD)) {
            report.peer("snmptrapd is not installed: not compared (./holdfast peers installs it)");
            report.say("snmptrapd is not installed: not compared");
            return;
        }
        report.peer("snmptrapd, options -f -n -C, to a file");
        tell("snmptrapd", peer(rate, traps), traps, report);
    }

    private static void tell(String who, Result result, long traps, Report report) {
        report.count("kept by " + who, result.kept());
        report.figure(who + " kept", Math.round(10_000.0 * result.kept() / traps) / 100.0, "%");
        report.figure(
                who + " CPU",
                Math.round(1e8 * result.cpuSeconds() / traps) / 100.0,
                "CPU-s per million traps");
    }

    private static Result ours(long rate, long traps, Report report, boolean told)
            throws IOException, InterruptedException {
        var file = Files.createTempFile("traps", ".journal");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long cpu = cpuNanos();
            var receiver =
                    SnmpTraps.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            new TrapReceiver.Engine(Bytes.utf8("benchmark"), 1),
                            new Everybody(),
                            batch -> write(channel, batch),
                            InstantSource.system());
            TrapStorm.Sent sent;
            try (receiver) {
                if (told) {
                    report.count("receive buffer granted", receiver.receiveBuffer());
                }
                sent = TrapStorm.send(receiver.port(), rate, traps);
                settle(receiver, traps);
            }
            double used = (cpuNanos() - cpu) / 1e9 - sent.cpuSeconds();
            if (told) {
                report.figure("sent", Math.rint((double) traps / sent.seconds()), "traps/s");
                report.count("dropped from the queue", receiver.counts().dropped());
            }
            return new Result(receiver.counts().kept(), used);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Waits until everything has come, or nothing more does. */
    private static void settle(SnmpTraps receiver, long traps) throws InterruptedException {
        long before = -1;
        while (receiver.counts().kept() < traps && receiver.counts().kept() != before) {
            before = receiver.counts().kept();
            for (int i = 0; i < 30 && receiver.counts().kept() == before; i++) {
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    private static BitSet write(FileChannel channel, List<TrapSighting> batch) throws IOException {
        var text = new StringBuilder();
        for (var trap : batch) {
            text.append(trap.at()).append(' ').append(trap.from()).append(' ').append(trap.trap());
            trap.variables()
                    .forEach(v -> text.append(' ').append(v.oid()).append('=').append(v.text()));
            text.append('\n');
        }
        var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
        return TrapJournal.all(batch);
    }

    private static Result peer(long rate, long traps) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("snmptrapd");
        var log = folder.resolve("traps.log");
        int port;
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var builder =
                new ProcessBuilder(
                                SNMPTRAPD.toString(),
                                "-f",
                                "-n",
                                "-C",
                                "-On",
                                "--disableAuthorization=yes",
                                "-Lf",
                                log.toString(),
                                "-p",
                                folder.resolve("pid").toString(),
                                "udp:127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.toString());
        var process = builder.start();
        try {
            Thread.sleep(Duration.ofSeconds(1));
            TrapStorm.send(port, rate, traps);
            long before = -1;
            while (Files.size(log) != before) {
                before = Files.size(log);
                Thread.sleep(Duration.ofSeconds(1));
            }
            double cpu =
                    process.info()
                            .totalCpuDuration()
                            .map(d -> d.toNanos() / 1e9)
                            .orElse(Double.NaN);
            try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                return new Result(lines.filter(l -> l.contains(WORD)).count(), cpu);
            }
        } finally {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }
}
