package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.spi.DeviceNotice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several requests at once, and what comes unasked between their replies. */
@Timeout(30)
final class ConversationTest {

    private static final String HELLO =
            "<hello xmlns=\""
                    + Rpc.BASE
                    + "\"><capabilities><capability>urn:ietf:params:netconf:base:1.1</capability>"
                    + "</capabilities><session-id>1</session-id></hello>]]>]]>";

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static String chunk(String message) {
        int length = message.getBytes(StandardCharsets.UTF_8).length;
        return "\n#" + length + "\n" + message + "\n##\n";
    }

    private static String data(int id) {
        return chunk(
                "<rpc-reply xmlns=\""
                        + Rpc.BASE
                        + "\" message-id=\""
                        + id
                        + "\"><data><n>"
                        + id
                        + "</n></data></rpc-reply>");
    }

    private static String changed(int at) {
        return chunk(
                "<notification xmlns=\""
                        + Notifications.NAMESPACE
                        + "\"><eventTime>2026-11-26T10:00:"
                        + (at < 10 ? "0" + at : at)
                        + "+01:00</eventTime><netconf-config-change"
                        + " xmlns=\"urn:ietf:params:xml:ns:yang:ietf-netconf-notifications\">"
                        + "<changed-by><username>ann</username><session-id>7</session-id>"
                        + "</changed-by><datastore>running</datastore><edit><target>/x</target>"
                        + "</edit></netconf-config-change></notification>");
    }

    private static String answered(Reply reply) {
        return reply instanceof Reply.Data(var data) ? data.children().getFirst().text() : "none";
    }

    @Test
    void each_reply_goes_to_the_request_with_its_id_in_whatever_order_they_come() throws Broken {
        var line = ScriptedLine.of(HELLO + data(3) + data(1) + data(2));
        try (var conversation = Conversation.begin(line, soon())) {
            var replies = conversation.askAll(List.of("<a/>", "<b/>", "<c/>"), soon());
            assertThat(replies)
                    .extracting(ConversationTest::answered)
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void no_more_than_sixteen_are_under_way_at_once() throws Broken {
        try (var conversation = Conversation.begin(ScriptedLine.of(HELLO), soon())) {
            for (int i = 0; i < Conversation.IN_FLIGHT; i++) {
                conversation.send("<a/>", soon());
            }
            // It has to hear a reply first, and there is none.
            assertThatThrownBy(() -> conversation.send("<a/>", soon()))
                    .hasMessageContaining("script is over");
        }
        var script = new StringBuilder(HELLO);
        IntStream.rangeClosed(1, 40).forEach(id -> script.append(data(id)));
        try (var conversation = Conversation.begin(ScriptedLine.of(script.toString()), soon())) {
            assertThat(conversation.askAll(Collections.nCopies(40, "<a/>"), soon())).hasSize(40);
        }
    }

    @Test
    void many_threads_share_a_session_and_each_gets_its_own_reply() throws Exception {
        int threads = 64;
        var script = new StringBuilder(HELLO);
        for (int id = 1; id <= threads; id++) {
            script.append(changed(id % 60)).append(data(id));
        }
        try (var conversation = Conversation.begin(ScriptedLine.of(script.toString()), soon());
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            conversation.nowSubscribed();
            var seen = new ArrayList<Future<String>>();
            for (int i = 0; i < threads; i++) {
                seen.add(pool.submit(() -> answered(conversation.ask("<a/>", soon()))));
            }
            assertThat(seen)
                    .extracting(ConversationTest::get)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, threads).mapToObj(Integer::toString).toList());
            for (int i = 1; i <= threads; i++) {
                assertThat(conversation.nextNotice(soon())).isPresent();
            }
        }
    }

    private static String get(Future<String> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_a_device_says_unasked_is_read_and_loses_no_reply() throws Broken {
        var line = ScriptedLine.of(HELLO + changed(1) + data(1) + changed(2));
        try (var conversation = Conversation.begin(line, soon())) {
            conversation.nowSubscribed();
            assertThat(answered(conversation.ask("<a/>", soon()))).isEqualTo("1");
            assertThat(conversation.nextNotice(soon()))
                    .contains(
                            new DeviceNotice.ConfigChanged(
                                    Instant.parse("2026-11-26T09:00:01Z"),
                                    "ann",
                                    7,
                                    "running",
                                    List.of("/x")));
            assertThat(conversation.nextNotice(soon())).isPresent();
        }
    }

    @Test
    void of_too_many_notices_the_newest_are_kept_and_the_loss_is_told() throws Broken {
        int lost = 7;
        var script = new StringBuilder(HELLO);
        for (int i = 0; i < NoticeQueue.MOST + lost; i++) {
            script.append(changed(i % 60));
        }
        var line = ScriptedLine.whole(script + data(1));
        try (var conversation = Conversation.begin(line, soon())) {
            conversation.nowSubscribed();
            assertThat(answered(conversation.ask("<a/>", soon()))).isEqualTo("1");
            assertThat(conversation.nextNotice(soon())).contains(new DeviceNotice.Lost(lost));
            assertThat(conversation.nextNotice(soon()))
                    .get()
                    .isInstanceOf(DeviceNotice.ConfigChanged.class);
        }
    }

    @Test
    void a_reply_to_nothing_ends_the_session_for_all() throws Broken {
        var line = ScriptedLine.of(HELLO + data(1) + data(1) + data(2));
        try (var conversation = Conversation.begin(line, soon())) {
            var first = conversation.send("<a/>", soon());
            var second = conversation.send("<a/>", soon());
            assertThat(answered(conversation.await(first, soon()))).isEqualTo("1");
            assertThatThrownBy(() -> conversation.await(second, soon()))
                    .hasMessageContaining("another message");
            assertThatThrownBy(() -> conversation.ask("<a/>", soon()))
                    .hasMessageContaining("session is over");
        }
    }

    @Test
    void large_messages_share_a_bounded_room_and_small_ones_always_pass() throws Broken {
        var memory = new MessageMemory(15L << 20);
        var big = "<a>" + " ".repeat(3 << 20) + "</a>]]>]]>";
        var first = new Framing(ScriptedLine.whole(big), Framing.MAX_MESSAGE, memory);
        var second = new Framing(ScriptedLine.whole(big), Framing.MAX_MESSAGE, memory);
        var small = new Framing(ScriptedLine.of("<a/>]]>]]>"), Framing.MAX_MESSAGE, memory);
        first.receive(soon());
        assertThatThrownBy(() -> second.receive(soon())).hasMessageContaining("no room");
        assertThat(small.receive(soon())).isEqualTo("<a/>");
        first.forget();
        second.forget();
        assertThat(memory.taken()).isZero();
        new Framing(ScriptedLine.whole(big), Framing.MAX_MESSAGE, memory).receive(soon());
    }

    @Test
    void a_device_that_goes_on_telling_while_it_is_asked_is_not_listening() throws Broken {
        var line = ScriptedLine.whole(HELLO + changed(1).repeat(12_000) + data(1));
        try (var conversation = Conversation.begin(line, soon())) {
            conversation.nowSubscribed();
            assertThatThrownBy(() -> conversation.ask("<a/>", soon()))
                    .isInstanceOf(Broken.class)
                    .hasMessageContaining("notifications instead of an answer");
        }
    }

    @Test
    void notices_that_name_much_are_kept_by_what_they_weigh() {
        var queue = new NoticeQueue();
        var places = List.of("x".repeat(NoticeQueue.MOST_CHARACTERS / 10));
        for (int i = 0; i < 25; i++) {
            queue.add(new DeviceNotice.ConfigChanged(Instant.EPOCH, "", i, "", places));
        }
        assertThat(queue.next()).contains(new DeviceNotice.Lost(15));
        for (int i = 15; i < 25; i++) {
            assertThat(queue.next())
                    .contains(new DeviceNotice.ConfigChanged(Instant.EPOCH, "", i, "", places));
        }
        queue.add(new DeviceNotice.ConfigChanged(Instant.EPOCH, "", 99, "", places));
        assertThat(queue.next()).get().isInstanceOf(DeviceNotice.ConfigChanged.class);
    }
}
