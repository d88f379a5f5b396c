package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Liveness;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.peers.TestToolPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.common.AttributeRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenDaylight's netconf-testtool does of the session contract what it can: sessions, facts, reads.
 * It takes a confirmed commit for a plain one and any token for the right one; nothing ends in
 * Kept.
 */
@Tag("peers")
@Timeout(240)
final class TestToolTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final NetconfTransport TRANSPORT = new NetconfTransport();
    private static TestToolPeer peer;
    private static String hostKey;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        var missing = TestToolPeer.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        peer = TestToolPeer.start(folder);
        hostKey = TRANSPORT.hostKey(peer.address(), LIMIT).orElseThrow();
    }

    @AfterAll
    static void stop() {
        TRANSPORT.close();
        if (peer != null) {
            peer.close();
        }
    }

    private static DeviceSession open() {
        var password = peer.password().toCharArray();
        if (TRANSPORT.open(peer.address(), peer.user(), password, hostKey, LIMIT)
                instanceof OpenResult.Open(var session)) {
            return session;
        }
        throw new AssertionError("no session");
    }

    @Test
    void it_says_what_it_can_and_is_there() {
        try (var session = open()) {
            var capabilities = session.facts().capabilities();
            assertThat(capabilities.candidate()).isTrue();
            assertThat(capabilities.confirmedCommit()).isEqualTo(ConfirmedCommit.NONE);
            assertThat(capabilities.selfReverting()).isFalse();
            assertThat(session.liveness(LIMIT)).isInstanceOf(Liveness.Answers.class);
        }
    }

    @Test
    void no_transaction_on_it_ends_in_kept() {
        try (var session = open()) {
            var told = new Rendered("ietf", "<x xmlns=\"urn:example\"/>");
            assertThat(session.stage(told)).isNotEqualTo(new Outcome.Done());
            assertThat(session.apply(Duration.ofMinutes(1), "txn").toString())
                    .contains("Refused", "no-confirmed-commit");
        }
        try (var session = open()) {
            assertThat(session.liveness(LIMIT)).isInstanceOf(Liveness.Answers.class);
        }
    }

    /** What the question under a token nobody gave out is for. */
    @Test
    void it_still_answers_ok_to_a_confirm_of_nothing() throws Exception {
        var client = SshClients.start();
        try {
            var pin = new HostKeyCheck.Expectation(hostKey);
            var context = AttributeRepository.ofKeyValuePair(HostKeyCheck.EXPECTATION, pin);
            var session =
                    client.connect(peer.user(), "127.0.0.1", peer.address().port(), context, null)
                            .verify(LIMIT)
                            .getSession();
            session.addPasswordIdentity(peer.password());
            session.auth().verify(LIMIT);
            var deadline = Deadline.in(LIMIT);
            try (var raw = Conversation.begin(SshLine.open(session, deadline), deadline)) {
                assertThat(raw.ask(Rpc.confirm("nobody-gave-this-out"), deadline))
                        .isEqualTo(new Reply.Ok());
                assertThat(raw.ask(Rpc.commitOnTrial(Duration.ofSeconds(60), "txn"), deadline))
                        .isEqualTo(new Reply.Ok());
            }
        } finally {
            client.stop();
        }
    }
}
