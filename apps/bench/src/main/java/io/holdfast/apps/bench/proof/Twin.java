package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A Linux kernel in a network namespace of its own that filters with the same rules: a second
 * reading of a configuration by somebody who never heard of us. Needs unshare, nft, ip and python3,
 * and the right to make namespaces.
 */
final class Twin implements AutoCloseable {

    private static final long START_SECONDS = 10;

    private final Process process;
    private final BufferedReader in;
    private final PrintWriter out;
    private final Path script;

    /** Probes are numbered through, so that a late one of an earlier filter is known as such. */
    private int sent;

    private Twin(Process process, Path script) {
        this.process = process;
        this.script = script;
        in = process.inputReader(StandardCharsets.UTF_8);
        out = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8));
    }

    /** Why no twin could be made on this machine. */
    static final class NoTwin extends Exception {
        private static final long serialVersionUID = 1L;

        NoTwin(String why) {
            super(why);
        }
    }

    static Twin start() throws IOException, NoTwin {
        var script = Files.createTempFile("holdfast-twin", ".py");
        try (var source =
                Objects.requireNonNull(Twin.class.getResourceAsStream("twin.py"), "twin.py")) {
            Files.write(script, source.readAllBytes());
        }
        Process process;
        try {
            process =
                    new ProcessBuilder("unshare", "-n", "python3", script.toString())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            Files.deleteIfExists(script);
            throw new NoTwin("unshare cannot be started: " + e.getMessage());
        }
        var twin = new Twin(process, script);
        var first = twin.in.readLine();
        if (!"ready".equals(first)) {
            twin.close();
            throw new NoTwin("no namespace with nftables can be made here: " + first);
        }
        return twin;
    }

    /** Which of the probes, by their place, the kernel lets through. */
    Set<Integer> arriving(List<FilterRule> rules, List<Packet> probes) throws IOException {
        out.println("filter");
        rules.forEach(rule -> out.println(words(rule)));
        for (int i = 0; i < probes.size(); i++) {
            var packet = probes.get(i);
            out.println(
                    "probe "
                            + (packet.family() == Family.IPV4 ? "4 " : "6 ")
                            + HexFormat.of().formatHex(bytes(packet, sent + i)));
        }
        out.println("go");
        out.flush();
        var answer = in.readLine();
        if (answer == null || !answer.startsWith("arrived")) {
            throw new IOException("the twin says: " + answer);
        }
        var arrived = new TreeSet<Integer>();
        for (var word : List.of(answer.substring("arrived".length()).trim().split(" "))) {
            if (!word.isEmpty()) {
                arrived.add(Integer.parseInt(word) - sent);
            }
        }
        sent += probes.size();
        return arrived;
    }

    /** One rule in the words of nftables. */
    private static String words(FilterRule rule) {
        var match = rule.match();
        boolean four = match.family() == Family.IPV4;
        var text = new StringBuilder("meta nfproto ").append(four ? "ipv4" : "ipv6");
        var ip = four ? "ip" : "ip6";
        end(text, ip + " saddr ", match.source());
        end(text, ip + " daddr ", match.destination());
        switch (match.service()) {
            case Service.EveryProtocol _ -> {}
            case Service.Tcp(var from, var to) -> ported(text, "tcp", from, to);
            case Service.Udp(var from, var to) -> ported(text, "udp", from, to);
            case Service.Icmp(int first, int last) ->
                    text.append(four ? " icmp type " : " icmpv6 type ")
                            .append(first)
                            .append('-')
                            .append(last);
            case Service.Other(int number) -> text.append(" meta l4proto ").append(number);
        }
        return text.append(rule.verdict() == Verdict.PERMIT ? " accept" : " drop").toString();
    }

    private static void end(StringBuilder text, String field, Prefix prefix) {
        if (prefix.length() > 0) {
            text.append(' ')
                    .append(field)
                    .append(prefix.address())
                    .append('/')
                    .append(prefix.length());
        }
    }

    private static void ported(StringBuilder text, String name, PortRange from, PortRange to) {
        text.append(" meta l4proto ").append(name);
        if (!from.equals(PortRange.EVERY)) {
            text.append(' ')
                    .append(name)
                    .append(" sport ")
                    .append(from.first())
                    .append('-')
                    .append(from.last());
        }
        if (!to.equals(PortRange.EVERY)) {
            text.append(' ')
                    .append(name)
                    .append(" dport ")
                    .append(to.first())
                    .append('-')
                    .append(to.last());
        }
    }

    /** The packet as it is on the wire; its number stands at the end of its payload. */
    private static byte[] bytes(Packet packet, int number) {
        var payload = payload(packet, number);
        boolean four = packet.family() == Family.IPV4;
        var all = ByteBuffer.allocate((four ? 20 : 40) + payload.length);
        if (four) {
            all.put((byte) 0x45).put((byte) 0).putShort((short) all.capacity());
            all.putInt(0x0000_4000)
                    .put((byte) 64)
                    .put((byte) packet.protocol())
                    .putShort((short) 0);
        } else {
            all.putInt(0x6000_0000).putShort((short) payload.length);
            all.put((byte) packet.protocol()).put((byte) 64);
        }
        address(all, packet.source());
        address(all, packet.destination());
        if (four) {
            all.putShort(10, checksum(all, 20));
        }
        return all.put(payload).array();
    }

    private static byte[] payload(Packet packet, int number) {
        var payload = ByteBuffer.allocate(30);
        switch (packet.protocol()) {
            case 6 -> {
                payload.putShort((short) packet.sourcePort());
                payload.putShort((short) packet.destinationPort());
                // A SYN with a header of five words.
                payload.putInt(1).putInt(0).putShort((short) 0x5002).putShort((short) 1024);
            }
            case 17 -> {
                payload.putShort((short) packet.sourcePort());
                payload.putShort((short) packet.destinationPort());
                payload.putShort((short) payload.capacity());
            }
            case 1, 58 -> payload.put((byte) packet.destinationPort());
            default -> {}
        }
        payload.position(24);
        return payload.put((byte) 'H').put((byte) 'F').putInt(number).array();
    }

    private static void address(ByteBuffer all, IpAddress address) {
        if (address.family() == Family.IPV4) {
            all.putInt((int) address.low());
        } else {
            all.putLong(address.high()).putLong(address.low());
        }
    }

    private static short checksum(ByteBuffer all, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 2) {
            sum += all.getShort(i) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return (short) ~((sum & 0xFFFF) + (sum >>> 16));
    }

    @Override
    public void close() throws IOException {
        out.close();
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(script);
    }
}
