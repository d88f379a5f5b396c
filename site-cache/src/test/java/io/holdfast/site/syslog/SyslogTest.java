package io.holdfast.site.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.syslog.SyslogLine.Read;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class SyslogTest {

    private static final DeviceSlot FW = new DeviceSlot("fw-1");
    private static final Instant NOW = Instant.parse("2026-03-17T09:42:00Z");
    private static final List<String> CONDUITS = List.of("historian", "historian-write", "updates");

    private static Read read(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return SyslogLine.read(bytes, bytes.length);
    }

    private static SyslogLine line(String text) {
        assertThat(read(text)).isInstanceOf(Read.Line.class);
        return ((Read.Line) read(text)).line();
    }

    @Test
    void a_line_of_rfc_5424_is_read_with_its_structured_data() {
        var line =
                line(
                        "<134>1 2026-03-17T10:42:00.123+01:00 fw-1 filter 77 ACL [hit@32473"
                                + " rule=\"historian-write-1\" note=\"a \\\"]\\\" b\"] deny tcp");
        assertThat(line.facility()).isEqualTo(16);
        assertThat(line.severity()).isEqualTo(6);
        assertThat(line.at()).contains(Instant.parse("2026-03-17T09:42:00.123Z"));
        assertThat(line.host()).isEqualTo("fw-1");
        assertThat(line.text()).endsWith("deny tcp");
    }

    @Test
    void a_line_of_rfc_3164_is_read() {
        var line = line("<13>Mar  7 10:42:00 fw-1 kernel[12]: DROP rule=deny-all src=192.0.2.1");
        assertThat(line.app()).isEqualTo("kernel");
        assertThat(line.text()).startsWith("DROP");
        assertThat(line.at()).isEmpty();
    }

    @Test
    void hostile_lines_are_malformed_and_cost_nothing() {
        for (var text :
                List.of(
                        "",
                        "hello",
                        "<192>1 - - - - - -",
                        "<999>Mar  7 10:42:00 h t: x",
                        "<007>1 - h a p m - x",
                        "<13>1 yesterday h a p m - x",
                        "<13>1 - h a p m [never ends",
                        "<13>1 - h a p m [a b=\"\\",
                        "<13>1 - h a p m -x",
                        "<13>2 - h a p m - x",
                        "<13>1 - " + "h".repeat(256) + " a p m - x",
                        "<13>1 - h a p m " + "[".repeat(7000),
                        "<13>" + " ".repeat(8000),
                        "<13>1 - h a p m - " + "x".repeat(9000))) {
            assertThat(read(text)).as(text).isInstanceOf(Read.Malformed.class);
        }
        var latin = "<13>1 - h a p m - \u00e4".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(SyslogLine.read(latin, latin.length)).isInstanceOf(Read.Malformed.class);
    }

    @Test
    void control_characters_do_not_get_into_a_text() {
        assertThat(line("<13>1 - h a p m - one\u001b[2Jtwo\r\nthree\u0000four").text())
                .isEqualTo("- one [2Jtwo  three four");
    }

    @Test
    void noise_is_read_without_harm() {
        var random = new Random(5);
        var start = "<134>1 2026-03-17T10:42:00Z fw-1 a b c [x y=\"z\"] deny rule=updates-1";
        for (int run = 0; run < 20_000; run++) {
            var bytes = start.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(SyslogLine.read(bytes, random.nextInt(bytes.length + 1))).isNotNull();
        }
    }

    @Test
    void hits_count_for_the_conduit_their_rule_is_named_after() {
        var hits = new RuleHits();
        hits.count(
                FW,
                line("<134>1 - fw-1 a b c - permit tcp rule=historian-write.1.2-v6 x"),
                CONDUITS,
                NOW);
        hits.count(FW, line("<134>1 - fw-1 a b c - denied rule=deny-all src=a"), CONDUITS, NOW);
        hits.count(
                FW,
                line("<134>1 - fw-1 a b c - denied rule=updates.1 src=a"),
                CONDUITS,
                NOW.plusSeconds(5));
        hits.count(
                FW,
                line("<134>1 - fw-1 a b c - dropped rule=updates.2.reply"),
                CONDUITS,
                NOW.plusSeconds(9));
        hits.count(FW, line("<134>1 - fw-1 a b c - user ada logged in"), CONDUITS, NOW);

        assertThat(hits.take())
                .containsExactly(
                        new SiteWord.ConduitUsed(FW, "", 0, 1, NOW, NOW),
                        new SiteWord.ConduitUsed(FW, "historian-write", 1, 0, NOW, NOW),
                        new SiteWord.ConduitUsed(
                                FW, "updates", 0, 2, NOW.plusSeconds(5), NOW.plusSeconds(9)));
        assertThat(hits.take()).isEmpty();
    }

    @Test
    void tallies_are_bounded() {
        var hits = new RuleHits();
        for (int i = 0; i < RuleHits.MOST + 500; i++) {
            hits.count(
                    new DeviceSlot("fw-" + i),
                    line("<134>1 - f a b c - deny rule=x"),
                    CONDUITS,
                    NOW);
        }
        assertThat(hits.take()).hasSize(RuleHits.MOST);
    }

    @Test
    void a_rule_whose_long_name_was_cut_counts_for_its_conduit_unless_two_begin_alike() {
        var long1 = "historian-of-the-upper-waterworks-writes-to-the-central-archive";
        var long2 = "historian-of-the-upper-waterworks-writes-to-the-central-backup";
        var cut = long1.substring(0, 47) + "-0123456789.12-v6";
        assertThat(RuleHits.conduit(cut, List.of(long1, "updates"))).isEqualTo(long1);
        assertThat(RuleHits.conduit(cut, List.of(long1, long2))).isEmpty();
        assertThat(RuleHits.conduit("up-0123456789.1", List.of("up-and-away"))).isEmpty();
    }

    @Test
    void syslog_is_never_heard_at_every_address() {
        assertThatThrownBy(() ->
                        SyslogReceiver.start(
                                new InetSocketAddress("0.0.0.0", 0),
                                _ -> Optional.empty(),
                                (_, _) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lines_of_devices_are_heard_those_of_strangers_counted_and_a_flood_is_cut()
            throws Exception {
        var lines = new ConcurrentLinkedQueue<SyslogLine>();
        var device = InetAddress.getLoopbackAddress();
        try (var receiver =
                        SyslogReceiver.start(
                                new InetSocketAddress(device, 0),
                                from -> from.equals(device) ? Optional.of(FW) : Optional.empty(),
                                (_, line) -> lines.add(line));
                var known = new DatagramSocket(new InetSocketAddress(device, 0));
                var stranger =
                        new DatagramSocket(
                                new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0))) {
            var to = new InetSocketAddress(device, receiver.port());
            send(known, to, "<134>1 - fw-1 a b c - deny rule=updates-1");
            send(known, to, "no syslog at all");
            send(stranger, to, "<134>1 - fw-1 a b c - deny rule=updates-1");
            for (int i = 0; i < 3 * SyslogReceiver.PER_DEVICE; i++) {
                send(known, to, "<134>1 - fw-1 a b c - deny rule=updates-1");
            }
            long end = System.nanoTime() + 5_000_000_000L;
            while (received(receiver) < 3L + 3 * SyslogReceiver.PER_DEVICE
                    && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            var counts = receiver.counts();
            assertThat(counts.malformed()).isEqualTo(1);
            assertThat(counts.strangers()).isEqualTo(1);
            assertThat(counts.dropped()).isPositive();
            assertThat(lines).hasSize((int) counts.lines());
        }
    }

    private static long received(SyslogReceiver receiver) {
        var counts = receiver.counts();
        return counts.lines() + counts.malformed() + counts.strangers() + counts.dropped();
    }

    private static void send(DatagramSocket from, InetSocketAddress to, String text)
            throws Exception {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }
}
