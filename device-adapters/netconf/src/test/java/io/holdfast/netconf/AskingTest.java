package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Liveness;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a device is asked for what it has, whether it is there, and how much it has to bear. */
@Timeout(60)
final class AskingTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<Subtree> TREES = List.of(new Subtree("m", "x", "urn:example"));
    private static final String CHUNKS = "urn:ietf:params:netconf:base:1.1";

    private final NetconfTransport transport = new NetconfTransport();

    @AfterEach
    void stop() {
        transport.close();
    }

    private static String obedient(String request) {
        return request.startsWith("<get") ? "<data/>" : "<ok/>";
    }

    private static String error(String tag) {
        return "<rpc-error><error-tag>" + tag + "</error-tag></rpc-error>";
    }

    private static ScriptedDevice device(UnaryOperator<String> answers, String... capabilities)
            throws IOException {
        return new ScriptedDevice(talk -> {
            talk.hello(capabilities);
            while (true) {
                var request = talk.request().replaceAll("(?s).*<rpc[^>]*>(.*)</rpc>.*", "$1");
                talk.reply(answers.apply(request));
            }
        });
    }

    private DeviceSession open(ScriptedDevice device) {
        if (device.open(transport, LIMIT) instanceof OpenResult.Open(var session)) {
            return session;
        }
        throw new AssertionError("not opened");
    }

    @Test
    void a_device_in_another_mode_is_asked_for_what_was_set_and_no_defaults() throws IOException {
        for (var mode : List.of("report-all", "trim", "explicit")) {
            var offered = "with-defaults:1.0?basic-mode=" + mode + "&amp;also-supported=explicit";
            try (var device =
                            device(
                                    AskingTest::obedient,
                                    CHUNKS,
                                    "urn:ietf:params:netconf:capability:" + offered);
                    var session = open(device)) {
                session.readRunning(TREES);
                assertThat(device.heard().getFirst().contains(">explicit</with-defaults>"))
                        .isEqualTo(!mode.equals("explicit"));
            }
        }
    }

    @Test
    void state_is_read_from_the_operational_datastore_where_there_is_one() throws IOException {
        UnaryOperator<String> answers =
                request -> request.startsWith("<get-data") ? error("in-use") : obedient(request);
        try (var device =
                        device(
                                answers,
                                CHUNKS,
                                "urn:n?module=ietf-netconf-nmda",
                                "urn:h?module=ietf-hardware");
                var session = open(device)) {
            assertThat(session.facts().vendor()).isEmpty();
            assertThat(device.heard().get(0)).startsWith("<get-data").contains("ds:operational");
            assertThat(device.heard().get(1)).startsWith("<get><filter");
        }
    }

    @Test
    void only_an_answer_is_a_sign_of_life() throws IOException {
        UnaryOperator<String> answers =
                request -> request.equals(Rpc.areYouThere()) ? error("in-use") : obedient(request);
        try (var device = device(answers, CHUNKS);
                var session = open(device)) {
            assertThat(session.liveness(LIMIT)).isInstanceOf(Liveness.Answers.class);
        }
        try (var device =
                        new ScriptedDevice(talk -> {
                            talk.hello(CHUNKS);
                            Thread.sleep(60_000);
                        });
                var session = open(device)) {
            assertThat(session.liveness(Duration.ofMillis(200)))
                    .isInstanceOf(Liveness.Silent.class);
            assertThat(session.readRunning(TREES)).isInstanceOf(RunningResult.Unreadable.class);
        }
    }

    @Test
    void a_device_is_not_loaded_with_more_sessions_than_it_bears() throws IOException {
        try (var device = device(AskingTest::obedient, CHUNKS)) {
            var open = IntStream.range(0, Opener.SESSIONS).mapToObj(_ -> open(device)).toList();
            assertThat(device.open(transport, Duration.ofMillis(300)).toString())
                    .contains("Unreachable", "6 sessions to this device are open already");
            open.getFirst().close();
            open(device).close();
            open.forEach(DeviceSession::close);
        }
    }
}
