package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Liveness;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a device says, the answer is clear, in time, and takes little memory (security.md T4).
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class HostileDeviceTest {

    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final String CHUNKS = "urn:ietf:params:netconf:base:1.1";
    private static final List<Subtree> TREES =
            List.of(new Subtree("ietf-interfaces", "interfaces", "urn:example:interfaces"));
    private final NetconfTransport transport = new NetconfTransport();

    @AfterEach
    void stop() {
        transport.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_request_gets_a_clear_outcome_in_time(HostileAnswer answer) throws IOException {
        ask(answer);
    }

    private void ask(HostileAnswer answer) throws IOException {
        var device =
                new ScriptedDevice(talk -> {
                    talk.hello(CHUNKS, capability("candidate:1.0"));
                    talk.request();
                    answer.script().play(talk);
                });
        try (device;
                var session = opened(device, answer.limit())) {
            var begun = System.nanoTime();
            var outcome = session.stage(new Rendered("ietf", "<x xmlns=\"urn:example\"/>"));
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(outcome).as(answer.name()).isInstanceOf(Outcome.Unknown.class);
            assertThat(outcome.toString())
                    .as(answer.name())
                    .contains(answer.why())
                    .doesNotContain(ScriptedDevice.PASSWORD);
            assertThat(took).isLessThan(answer.limit().plusSeconds(20));
            // Nothing more is asked of a device that lost the thread.
            assertThat(session.confirm("any")).isInstanceOf(Outcome.Unknown.class);
            assertThat(session.readRunning(TREES)).isInstanceOf(RunningResult.Unreadable.class);
        }
    }

    /**
     * Every hostile device, a dozen at once, and one honest one that is worked with meanwhile: all
     * its sessions come about and answer, and what the hostile ones sent is gone when they are.
     */
    @Test
    void all_of_them_at_once_take_nothing_from_an_honest_device() throws Exception {
        long before = usedMemory();
        int rounds = 20;
        var places = new Semaphore(12);
        var hostile = new ArrayList<Future<?>>();
        try (var plant = SimulatedPlant.start();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : HostileAnswer.values()) {
                hostile.add(
                        pool.submit(() -> {
                            places.acquire();
                            try {
                                ask(answer);
                            } finally {
                                places.release();
                            }
                            return null;
                        }));
            }
            int served = 0;
            for (int i = 0; i < rounds; i++) {
                try (var session = plant.open(transport, "fw-1")) {
                    served +=
                            session.liveness(SimulatedPlant.LIMIT) instanceof Liveness.Answers
                                    ? 1
                                    : 0;
                }
            }
            assertThat(served).isEqualTo(rounds);
            for (var one : hostile) {
                one.get();
            }
        }
        assertThat(usedMemory() - before).isLessThan(64L << 20);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void a_device_that_echoes_the_password_does_not_bring_it_into_a_reason() throws IOException {
        var script =
                (ScriptedDevice.Script)
                        talk -> {
                            talk.hello(CHUNKS, capability("candidate:1.0"));
                            talk.request();
                            talk.reply(
                                    "<rpc-error><error-tag>"
                                            + ScriptedDevice.PASSWORD
                                            + "</error-tag><error-message>no, admin/"
                                            + ScriptedDevice.PASSWORD
                                            + " may not</error-message></rpc-error>");
                        };
        try (var device = new ScriptedDevice(script);
                var session = opened(device)) {
            assertThat(session.confirm("txn"))
                    .isEqualTo(new Outcome.Refused("(password)", "no, admin/(password) may not"));
        }
    }

    @Test
    void a_flood_of_banners_before_ssh_begins_ends_with_the_limit() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var flood = Thread.ofVirtual().start(() -> flood(server));
            var address = new DeviceAddress("127.0.0.1", server.getLocalPort());
            var result =
                    transport.open(address, "a", "never-sent".toCharArray(), "SHA256:x", LIMIT);
            assertThat(result).isInstanceOf(OpenResult.Unreachable.class);
            flood.interrupt();
        }
    }

    private static void flood(ServerSocket server) {
        var line = "Welcome to this device\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        try (var socket = server.accept()) {
            while (!Thread.interrupted()) {
                socket.getOutputStream().write(line);
            }
        } catch (IOException e) {
            // the client hung up, as it should
        }
    }

    @Test
    void a_hello_of_a_hundred_thousand_capabilities_is_borne_or_refused() throws IOException {
        var script =
                (ScriptedDevice.Script)
                        talk -> {
                            var many = new String[100_000];
                            Arrays.setAll(many, i -> "urn:example:capability:number:" + i);
                            talk.hello(many);
                            talk.request();
                            talk.reply("<ok/>");
                        };
        try (var device = new ScriptedDevice(script)) {
            if (device.open(transport, Duration.ofSeconds(20))
                    instanceof OpenResult.Open(var session)) {
                assertThat(session.confirm("txn")).isEqualTo(new Outcome.Done());
                session.close();
            }
        }
    }

    /** Ways to begin. */
    @SuppressWarnings("ImmutableEnumChecker") // a script keeps nothing
    enum Beginning {
        LAUGHS_AT_ONCE(
                talk -> talk.say(HostileAnswer.LAUGHS + "<hello>&h;</hello>" + ScriptedDevice.END)),
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
                                    Thread.ofVirtual()
                                            .start(() ->
                                                    silent.open(transport, Duration.ofMinutes(1))))
                            .toList();
            plant.open(transport, "fw-1").close();
            assertThat(waiting).as("those who wait still wait").allMatch(Thread::isAlive);
            silent.server().close(true);
            for (var thread : waiting) {
                thread.join();
            }
        }
    }

    private static String capability(String name) {
        return "urn:ietf:params:netconf:capability:" + name;
    }

    private DeviceSession opened(ScriptedDevice device) {
        return opened(device, Duration.ofSeconds(30));
    }

    private DeviceSession opened(ScriptedDevice device, Duration limit) {
        // A busy machine may need longer to begin than the hostile part of a case may last.
        for (int attempt = 0; attempt < 10; attempt++) {
            if (device.open(transport, limit) instanceof OpenResult.Open(var session)) {
                return session;
            }
        }
        throw new AssertionError("the device did not even begin");
    }
}
