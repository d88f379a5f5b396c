package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a device says, the answer is clear, in time, and takes little memory (security.md T4).
 */
@Timeout(120)
final class HostileDeviceTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String CHUNKS = "urn:ietf:params:netconf:base:1.1";
    private static final List<Subtree> TREES =
            List.of(new Subtree("ietf-interfaces", "interfaces", "urn:example:interfaces"));
    private static final String LAUGHS =
            "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                    + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
                    + "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
                    + "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">"
                    + "<!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">"
                    + "<!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">"
                    + "<!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\">]>";

    private final NetconfTransport transport = new NetconfTransport();

    @AfterEach
    void stop() {
        transport.close();
    }

    /** Ways to answer a request. */
    @SuppressWarnings("ImmutableEnumChecker") // a script keeps nothing
    enum Answer {
        BILLION_LAUGHS(
                talk ->
                        talk.message(
                                LAUGHS
                                        + "<rpc-reply xmlns=\""
                                        + Rpc.BASE
                                        + "\" message-id=\"1\"><data>&h;</data></rpc-reply>"),
                "document type"),
        PARAMETER_ENTITY(
                talk -> talk.message("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a/>"),
                "document type"),
        UNDECLARED_ENTITY(talk -> talk.reply("<data>&passwd;</data>"), "refused"),
        PROCESSING_INSTRUCTION(
                talk -> talk.reply("<?php phpinfo() ?><ok/>"), "processing instruction"),
        NESTED_A_MILLION_TIMES(
                talk -> talk.reply("<data>" + "<x>".repeat(1_000_000)), "deeper than 64"),
        A_MILLION_ELEMENTS(
                talk -> talk.reply("<data>" + "<x/>".repeat(1_000_000) + "</data>"),
                "more than 500000 elements"),
        ONE_HUGE_ELEMENT(
                talk -> talk.reply("<data><x>" + "y".repeat(2 << 20) + "</x></data>"),
                "characters in one element"),
        MANY_ATTRIBUTES(talk -> talk.reply("<data " + attributes() + "/>"), "refused"),
        TOO_LONG(HostileDeviceTest::tooLong, "more than 67108864 bytes"),
        TEN_GIB_CHUNK(talk -> talk.say("\n#10737418240\n"), "more than 16777216 bytes"),
        ENDLESS_CHUNK_SIZE(
                talk -> talk.say("\n#" + "1".repeat(1 << 20)), "more than 16777216 bytes"),
        NO_CHUNK(talk -> talk.say("<rpc-reply/>"), "outside a chunk"),
        WRONG_MESSAGE_ID(talk -> talk.message(envelope("message-id=\"9999\"")), "another message"),
        NO_MESSAGE_ID(talk -> talk.message(envelope("")), "another message"),
        NO_REPLY_AT_ALL(
                talk -> talk.message("<greeting xmlns=\"" + Rpc.BASE + "\"/>"), "no rpc-reply"),
        FOREIGN_NAMESPACE(
                talk -> talk.message("<rpc-reply message-id=\"1\"><ok/></rpc-reply>"),
                "no rpc-reply"),
        NEITHER_OK_NOR_ERROR(talk -> talk.reply("<perhaps/>"), "neither ok nor data"),
        INVALID_UTF_8(HostileDeviceTest::invalidUtf8, "not UTF-8"),
        NOT_WELL_FORMED(talk -> talk.reply("<data><x></data>"), "not well formed"),
        TWO_ROOTS(talk -> talk.message("<a/><b/>"), "not well formed"),
        HANGS_UP(_ -> {}, "closed the connection"),
        HANGS_UP_IN_THE_MIDDLE(talk -> talk.say("\n#4000\n<rpc-re"), "closed the connection"),
        NOTIFICATIONS_FOR_EVER(HostileDeviceTest::notifications, "notifications"),
        SILENT(_ -> Thread.sleep(60_000), "in time"),
        ONE_BYTE_AT_A_TIME(HostileDeviceTest::slowly, "in time");

        private final ScriptedDevice.Script script;
        private final String why;

        Answer(ScriptedDevice.Script script, String why) {
            this.script = script;
            this.why = why;
        }
    }

    private static String envelope(String attributes) {
        return "<rpc-reply xmlns=\"" + Rpc.BASE + "\" " + attributes + "><ok/></rpc-reply>";
    }

    private static String attributes() {
        var out = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            out.append(" a").append(i).append("=\"\"");
        }
        return out.toString();
    }

    private static void tooLong(ScriptedDevice.Talk talk) throws IOException {
        var chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) ' ');
        for (int i = 0; i < 80; i++) {
            talk.say("\n#" + chunk.length + "\n");
            talk.say(chunk);
        }
    }

    private static void invalidUtf8(ScriptedDevice.Talk talk) throws IOException {
        talk.say("\n#4\n");
        talk.say(new byte[] {'<', (byte) 0xC0, (byte) 0xAF, '>'});
        talk.say("\n##\n");
    }

    private static void notifications(ScriptedDevice.Talk talk) throws IOException {
        for (int i = 0; i < 5_000; i++) {
            talk.message(
                    "<notification xmlns=\"urn:ietf:params:xml:ns:netconf:notification:1.0\"/>");
        }
    }

    private static void slowly(ScriptedDevice.Talk talk) throws IOException, InterruptedException {
        for (byte next : "\n#200\n<rpc-reply>".getBytes(StandardCharsets.US_ASCII)) {
            talk.say(new byte[] {next});
            Thread.sleep(800);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_request_gets_a_clear_outcome_in_time(Answer answer) throws IOException {
        var device =
                new ScriptedDevice(talk -> {
                    talk.hello(CHUNKS, capability("candidate:1.0"));
                    talk.request();
                    answer.script.play(talk);
                });
        try (device;
                var session = opened(device)) {
            long before = usedMemory();
            var begun = System.nanoTime();
            var outcome = session.stage(new Rendered("ietf", "<x xmlns=\"urn:example\"/>"));
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
            assertThat(outcome.toString()).contains(answer.why);
            assertThat(took).isLessThan(LIMIT.plusSeconds(10));
            assertThat(usedMemory() - before).isLessThan(50L << 20);
            // Nothing more is asked of a device that lost the thread.
            assertThat(session.confirm("any")).isInstanceOf(Outcome.Unknown.class);
            assertThat(session.readRunning(TREES)).isInstanceOf(RunningResult.Unreadable.class);
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Ways to begin. */
    @SuppressWarnings("ImmutableEnumChecker") // a script keeps nothing
    enum Beginning {
        LAUGHS_AT_ONCE(talk -> talk.say(LAUGHS + "<hello>&h;</hello>" + ScriptedDevice.END)),
        NO_HELLO(talk -> talk.say("login: " + ScriptedDevice.END)),
        A_PROMPT_AND_NO_END(talk -> talk.say("Password: ")),
        NO_SESSION_ID(talk ->
                talk.say(
                        "<hello xmlns=\""
                                + Rpc.BASE
                                + "\"><capabilities><capability>"
                                + CHUNKS
                                + "</capability></capabilities></hello>"
                                + ScriptedDevice.END)),
        NO_BASE(talk ->
                talk.say(
                        "<hello xmlns=\""
                                + Rpc.BASE
                                + "\"><capabilities/><session-id>1</session-id></hello>"
                                + ScriptedDevice.END)),
        HANGS_UP(_ -> {}),
        SILENT(_ -> Thread.sleep(60_000)),
        ENDLESS(talk -> {
            var spaces = " ".repeat(1 << 20);
            for (int i = 0; i < 80; i++) {
                talk.say(spaces);
            }
        });

        private final ScriptedDevice.Script script;

        Beginning(ScriptedDevice.Script script) {
            this.script = script;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_session_that_begins_wrong_is_not_opened(Beginning beginning) throws IOException {
        try (var device = new ScriptedDevice(beginning.script)) {
            assertThat(device.open(transport, LIMIT)).isInstanceOf(OpenResult.Unreachable.class);
        }
    }

    @Test
    void a_second_reply_does_not_become_the_answer_to_the_next_request() throws IOException {
        var script =
                (ScriptedDevice.Script)
                        talk -> {
                            talk.hello(CHUNKS, capability("candidate:1.0"));
                            talk.request();
                            talk.reply("<ok/>");
                            talk.reply("<ok/>");
                            talk.request();
                            talk.request();
                        };
        try (var device = new ScriptedDevice(script);
                var session = opened(device)) {
            assertThat(session.confirm("one")).isEqualTo(new Outcome.Done());
            assertThat(session.confirm("two"))
                    .isEqualTo(
                            new Outcome.Unknown(
                                    "the device answered another message than the one asked"));
        }
    }

    @Test
    void an_entity_never_leads_anywhere() throws Exception {
        try (var trap = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            trap.setSoTimeout(500);
            var url = "http://127.0.0.1:" + trap.getLocalPort() + "/passwd";
            var script =
                    (ScriptedDevice.Script)
                            talk ->
                                    talk.say(
                                            "<!DOCTYPE h [<!ENTITY x SYSTEM \""
                                                    + url
                                                    + "\">]><hello>&x;</hello>"
                                                    + ScriptedDevice.END);
            try (var device = new ScriptedDevice(script)) {
                assertThat(device.open(transport, LIMIT))
                        .isInstanceOf(OpenResult.Unreachable.class);
            }
            assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void one_hostile_device_does_not_hold_up_another() throws Exception {
        try (var silent = new ScriptedDevice(_ -> Thread.sleep(60_000));
                var plant = SimulatedPlant.start()) {
            var waiting =
                    IntStream.range(0, 20)
                            .mapToObj(_ ->
                                    Thread.ofVirtual().start(() -> silent.open(transport, LIMIT)))
                            .toList();
            var begun = System.nanoTime();
            plant.open(transport, "fw-1").close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
            for (var thread : waiting) {
                thread.join();
            }
        }
    }

    private static String capability(String name) {
        return "urn:ietf:params:netconf:capability:" + name;
    }

    private DeviceSession opened(ScriptedDevice device) {
        if (device.open(transport, LIMIT) instanceof OpenResult.Open(var session)) {
            return session;
        }
        throw new AssertionError("the device did not even begin");
    }
}
