package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session asks, in which order, and what it makes of the answers. */
@Timeout(60)
final class NetconfSessionTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String CONFIG = "<x xmlns=\"urn:example\"/>";
    private static final Rendered TOLD = new Rendered("ietf", CONFIG);
    private static final List<Subtree> TREES = List.of(new Subtree("m", "x", "urn:example"));
    private static final String[] ABLE = {
        "urn:ietf:params:netconf:base:1.1",
        "urn:ietf:params:netconf:capability:candidate:1.0",
        "urn:ietf:params:netconf:capability:validate:1.1",
        "urn:ietf:params:netconf:capability:confirmed-commit:1.1"
    };

    private static final Reads READS = new Reads(false, false);

    @AfterEach
    void stop() {
        transport.close();
    }

    private NetconfTransport transport = new NetconfTransport();

    /**
     * Answers data to what reads, no to a token nobody gave out, and ok to the rest, unless the
     * test says otherwise.
     */
    private static String obedient(String request) {
        if (request.contains(STRANGE)) {
            return error("invalid-value");
        }
        return request.startsWith("<get") ? "<data/>" : "<ok/>";
    }

    private static final String STRANGE = "<persist-id>nobody-";

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
    void a_transaction_asks_what_the_rulings_say_in_that_order() throws IOException {
        try (var device = device(NetconfSessionTest::obedient, ABLE)) {
            try (var session = open(device)) {
                assertThat(session.stage(TOLD)).isEqualTo(new Outcome.Done());
                assertThat(session.validate()).isEqualTo(new Outcome.Done());
                assertThat(session.apply(Duration.ofMinutes(10), "txn-1"))
                        .isEqualTo(new Outcome.Done());
                assertThat(session.confirm("txn-1")).isEqualTo(new Outcome.Done());
            }
            var heard = new ArrayList<>(device.heard());
            assertThat(heard.remove(4)).startsWith("<commit>" + STRANGE);
            assertThat(heard)
                    .containsExactly(
                            Rpc.lock("candidate"),
                            Rpc.lock("running"),
                            READS.config("candidate"),
                            READS.config("running"),
                            "<edit-config><target><candidate/></target>"
                                    + "<default-operation>merge</default-operation>"
                                    + "<test-option>test-then-set</test-option>"
                                    + "<config/></edit-config>",
                            Rpc.validate(),
                            "<commit><confirmed/><confirm-timeout>600</confirm-timeout>"
                                    + "<persist>txn-1</persist></commit>",
                            "<commit><persist-id>txn-1</persist-id></commit>",
                            Rpc.unlock("running"),
                            Rpc.unlock("candidate"),
                            Rpc.closeSession());
        }
    }

    @Test
    void a_device_with_a_startup_configuration_saves_what_was_confirmed() throws IOException {
        try (var device = device(NetconfSessionTest::obedient, with("startup:1.0"));
                var session = open(device)) {
            assertThat(session.confirm("txn")).isEqualTo(new Outcome.Done());
            assertThat(device.heard()).contains(Rpc.saveToStartup());
        }
    }

    @Test
    void kept_but_not_saved_is_said_and_is_no_yes() throws IOException {
        UnaryOperator<String> answers =
                request -> request.startsWith("<copy") ? error("resource-denied") : "<ok/>";
        try (var device = device(answers, with("startup:1.0"));
                var session = open(device)) {
            assertThat(session.confirm("txn").toString())
                    .contains("Unknown", "confirmed, but not saved to startup", "resource-denied");
        }
    }

    @Test
    void without_confirmed_commit_nothing_is_applied() throws IOException {
        for (var offered : List.of("validate:1.1", "confirmed-commit:1.0")) {
            var capability = "urn:ietf:params:netconf:capability:";
            try (var device =
                            device(
                                    NetconfSessionTest::obedient,
                                    capability + "candidate:1.0",
                                    capability + offered);
                    var session = open(device)) {
                assertThat(session.facts().capabilities().confirmedCommit())
                        .isNotEqualTo(ConfirmedCommit.V1_1);
                assertThat(session.stage(TOLD)).isEqualTo(new Outcome.Done());
                assertThat(session.apply(LIMIT, "txn").toString())
                        .contains("Refused", "no-confirmed-commit");
                assertThat(device.heard()).noneMatch(request -> request.startsWith("<commit"));
            }
        }
    }

    @Test
    void a_trial_lasts_whole_seconds() throws IOException {
        try (var device = device(NetconfSessionTest::obedient, ABLE);
                var session = open(device)) {
            for (var bad :
                    List.of(
                            Duration.ZERO,
                            Duration.ofMillis(1_500),
                            Duration.ofSeconds(-1),
                            Duration.ofDays(2))) {
                assertThat(session.apply(bad, "txn").toString()).contains("bad-deadline");
            }
            assertThat(device.heard()).isEmpty();
        }
    }

    @Test
    void yuma123_is_never_asked_to_validate_and_gets_its_locks_back_at_once() throws IOException {
        var yuma =
                with("candidate:1.0", "http://yuma123.org/ns/yuma123-system?module=yuma123-system");
        try (var device = device(NetconfSessionTest::obedient, yuma);
                var session = open(device)) {
            assertThat(session.stage(TOLD)).isEqualTo(new Outcome.Done());
            assertThat(session.validate()).isEqualTo(new Outcome.Done());
            assertThat(session.apply(LIMIT, "txn")).isEqualTo(new Outcome.Done());
            assertThat(device.heard())
                    .doesNotContain(Rpc.validate())
                    .endsWith(Rpc.unlock("running"), Rpc.unlock("candidate"));
        }
    }

    @Test
    void a_refused_edit_leaves_neither_change_nor_lock_behind() throws IOException {
        UnaryOperator<String> answers =
                request ->
                        request.startsWith("<edit")
                                ? error("unknown-element") + error("bad-element")
                                : obedient(request);
        try (var device = device(answers, ABLE);
                var session = open(device)) {
            assertThat(session.stage(TOLD))
                    .isEqualTo(
                            new Outcome.Refused(
                                    "unknown-element", "said unknown-element; said bad-element"));
            assertThat(device.heard())
                    .endsWith(Rpc.discard(), Rpc.unlock("running"), Rpc.unlock("candidate"));
            assertThat(session.stage(TOLD)).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void a_lock_somebody_holds_is_left_to_them() throws IOException {
        UnaryOperator<String> answers =
                request ->
                        request.equals(Rpc.lock("running"))
                                ? error("lock-denied", "<session-id>17</session-id>")
                                : obedient(request);
        try (var device = device(answers, ABLE);
                var session = open(device)) {
            assertThat(session.stage(TOLD)).isInstanceOf(Outcome.Refused.class);
            assertThat(device.heard())
                    .doesNotContain(Rpc.discard())
                    .endsWith(Rpc.unlock("candidate"));
        }
    }

    @Test
    void what_somebody_left_in_the_candidate_is_discarded_only_where_that_is_set()
            throws IOException {
        UnaryOperator<String> dirty =
                request ->
                        request.equals(READS.config("candidate"))
                                ? "<data><left xmlns=\"urn:example\"/></data>"
                                : obedient(request);
        try (var device = device(dirty, ABLE);
                var session = open(device)) {
            assertThat(session.stage(TOLD)).isEqualTo(new Outcome.Done());
            assertThat(device.heard()).contains(Rpc.discard());
        }
        transport.close();
        transport = new NetconfTransport(DirtyCandidate.REFUSE);
        try (var device = device(dirty, ABLE);
                var session = open(device)) {
            assertThat(session.stage(TOLD).toString()).contains("candidate-dirty");
            assertThat(device.heard()).doesNotContain(Rpc.discard());
        }
    }

    @Test
    void a_candidate_that_cannot_be_locked_because_it_is_dirty_is_cleaned_first()
            throws IOException {
        var denied = new AtomicBoolean();
        UnaryOperator<String> answers =
                request ->
                        request.equals(Rpc.lock("candidate")) && !denied.getAndSet(true)
                                ? error("lock-denied", "<session-id>0</session-id>")
                                : obedient(request);
        try (var device = device(answers, ABLE);
                var session = open(device)) {
            assertThat(session.stage(TOLD)).isEqualTo(new Outcome.Done());
            assertThat(device.heard())
                    .startsWith(Rpc.lock("candidate"), Rpc.discard(), Rpc.lock("candidate"));
        }
    }

    @Test
    void a_warning_is_no_refusal_and_data_is_no_yes() throws IOException {
        UnaryOperator<String> answers =
                request ->
                        request.startsWith("<cancel")
                                ? "<data/>"
                                : error("operation-failed").replace(">error<", ">warning<")
                                        + "<ok/>";
        try (var device = device(answers, ABLE);
                var session = open(device)) {
            assertThat(session.confirm("txn")).isEqualTo(new Outcome.Done());
            assertThat(session.revert("txn")).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void an_error_beside_an_ok_is_a_refusal() throws IOException {
        try (var device = device(_ -> "<ok/>" + error("in-use"), ABLE);
                var session = open(device)) {
            assertThat(session.confirm("txn"))
                    .isEqualTo(new Outcome.Refused("in-use", "said in-use"));
        }
    }

    @Test
    void words_of_a_device_are_cut_and_without_control_characters() throws IOException {
        var words = "one\n\ttwo\u0085three&#x202E;four" + " ring".repeat(1_000);
        UnaryOperator<String> answers = _ -> error("in-use").replace("said in-use", words);
        try (var device = device(answers, ABLE);
                var session = open(device)) {
            assertThat(session.confirm("txn").toString())
                    .hasSizeLessThan(400)
                    .contains("one two three four")
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        }
    }

    @Test
    void an_empty_answer_to_a_filter_is_asked_for_again_without_it() throws IOException {
        UnaryOperator<String> filterless =
                request ->
                        request.contains("<filter")
                                ? "<data/>"
                                : "<data xmlns:p=\"urn:prefix\"><x xmlns=\"urn:example\">p:v</x>"
                                        + "<y xmlns=\"urn:other\"/></data>";
        try (var device = device(filterless, ABLE);
                var session = open(device)) {
            var running = session.readRunning(TREES);
            assertThat(running).isInstanceOf(RunningResult.Running.class);
            assertThat(running.toString()).contains("p:v", "urn:prefix").doesNotContain("<y");
        }
    }

    @Test
    void a_device_that_shows_nothing_at_all_is_unreadable_and_not_empty() throws IOException {
        try (var device = device(NetconfSessionTest::obedient, ABLE);
                var session = open(device)) {
            assertThat(session.readRunning(TREES)).isInstanceOf(RunningResult.Unreadable.class);
        }
        UnaryOperator<String> others =
                request ->
                        request.contains("<filter")
                                ? "<data/>"
                                : "<data><y xmlns=\"urn:other\"/></data>";
        try (var device = device(others, ABLE);
                var session = open(device)) {
            assertThat(session.readRunning(TREES)).isEqualTo(new RunningResult.Running(""));
        }
    }

    @Test
    void modules_come_from_the_hello_and_from_the_library_it_points_to() throws IOException {
        UnaryOperator<String> answers =
                request ->
                        request.contains("modules-state")
                                ? "<data><modules-state"
                                        + " xmlns=\"urn:ietf:params:xml:ns:yang:ietf-yang-library\">"
                                        + "<module><name>ietf-ip</name>"
                                        + "<conformance-type>implement</conformance-type></module>"
                                        + "<module><name>ietf-inet-types</name>"
                                        + "<conformance-type>import</conformance-type></module>"
                                        + "</modules-state></data>"
                                : obedient(request);
        try (var device =
                        device(
                                answers,
                                with(
                                        "yang-library:1.0?revision=2016-06-21&amp;module-set-id=1",
                                        "urn:x?module=ietf-interfaces&amp;revision=2018-02-20"));
                var session = open(device)) {
            assertThat(session.facts().capabilities().modules())
                    .containsExactly("ietf-interfaces", "ietf-ip");
        }
    }

    @Test
    void text_that_is_not_xml_is_never_sent() throws IOException {
        try (var device = device(NetconfSessionTest::obedient, ABLE);
                var session = open(device)) {
            var breakout = "</config></edit-config></rpc>";
            assertThat(session.stage(new Rendered("ietf", breakout)).toString())
                    .contains("not-xml");
            assertThat(device.heard()).isEmpty();
        }
    }

    @Test
    void a_token_cannot_break_out_of_its_element() throws IOException {
        try (var device = device(NetconfSessionTest::obedient, ABLE);
                var session = open(device)) {
            session.confirm("</persist-id><x/>");
            assertThat(device.heard())
                    .containsExactly(
                            "<commit><persist-id>&lt;/persist-id&gt;&lt;x/&gt;</persist-id>"
                                    + "</commit>");
        }
    }

    private static String[] with(String... more) {
        return Stream.concat(
                        Stream.of(ABLE),
                        Stream.of(more)
                                .map(m ->
                                        m.contains("?module=")
                                                ? m
                                                : "urn:ietf:params:netconf:capability:" + m))
                .toArray(String[]::new);
    }

    private static String error(String tag) {
        return error(tag, "");
    }

    private static String error(String tag, String info) {
        return "<rpc-error><error-type>protocol</error-type><error-tag>"
                + tag
                + "</error-tag><error-severity>error</error-severity><error-message>said "
                + tag
                + "</error-message><error-info>"
                + info
                + "</error-info></rpc-error>";
    }
}
