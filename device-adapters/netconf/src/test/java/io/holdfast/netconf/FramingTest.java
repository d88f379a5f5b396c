package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6242 section 4: where a message ends, and what is no message. */
final class FramingTest {

    private static final int SMALL = 4096;
    private static final String PIECES = "<a>]]>]]&gt; # \n#1\n\n##\n äöü 水 ]]</a>";

    @Test
    void the_example_of_the_standard_is_read() throws Broken {
        // RFC 6242 section 4.2
        var chunks =
                List.of(
                        "<rpc",
                        " message-id=\"102\"\n",
                        "     xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">\n"
                                + "  <close-session/>\n</rpc>");
        var played = new StringBuilder();
        chunks.forEach(c -> played.append("\n#").append(c.length()).append('\n').append(c));
        assertThat(played).contains("\n#4\n", "\n#18\n", "\n#79\n");
        var line = ScriptedLine.of(played.append("\n##\n").toString());
        assertThat(chunked(line).receive(soon()))
                .startsWith("<rpc message-id=\"102\"")
                .endsWith("</rpc>");
    }

    @Test
    void what_is_sent_is_received_whatever_the_framing_and_the_splits() throws Broken {
        for (long seed = 1; seed <= 500; seed++) {
            var random = new Random(seed);
            var first = message(random);
            var second = message(random);
            for (boolean chunks : new boolean[] {true, false}) {
                var sending = ScriptedLine.of("");
                var sender = chunks ? chunked(sending) : new Framing(sending);
                sender.send(first, soon());
                sender.send(second, soon());
                var bytes = sending.sent().getBytes(StandardCharsets.UTF_8);
                var receiving = new ScriptedLine(bytes, seed);
                var receiver = chunks ? chunked(receiving) : new Framing(receiving);
                assertThat(receiver.receive(soon())).as("seed %d", seed).isEqualTo(first);
                assertThat(receiver.receive(soon())).as("seed %d", seed).isEqualTo(second);
            }
        }
    }

    private static String message(Random random) {
        var text = new StringBuilder("m");
        for (int i = random.nextInt(30); i > 0; i--) {
            int from = random.nextInt(PIECES.length());
            text.append(PIECES, from, from + random.nextInt(PIECES.length() - from));
        }
        // The marker itself cannot stand in a message of the old framing; it ends it.
        var message = text.append('.').toString();
        while (message.contains("]]>]]>")) {
            message = message.replace("]]>]]>", "]]>");
        }
        return message;
    }

    @ParameterizedTest
    @ValueSource(strings = {"]]]>]]>", "]]>]]]>]]>", "]]>]>]]>]]>", "]]>]]]]>]]>", "]]]]]>]]>"})
    void a_marker_is_found_after_its_own_beginnings(String end) throws Broken {
        var framing = new Framing(ScriptedLine.of("a" + end));
        var whole = "a" + end;
        assertThat(framing.receive(soon())).isEqualTo(whole.substring(0, whole.indexOf("]]>]]>")));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '#3~abc~##~'                 | bytes outside a chunk
                    '~#3~abcd~##~'               | bytes outside a chunk
                    '~#03~abc~##~'               | begins with 0
                    '~#0~~##~'                   | begins with 0
                    '~#-3~abc~##~'               | not a number
                    '~#3x~abc~##~'               | not a number
                    '~# 3~abc~##~'               | not a number
                    '~##~'                       | without a chunk
                    '~#16777217~'                | more than 16777216 bytes
                    '~#4294967295~'              | more than 16777216 bytes
                    '~#99999999999999999999999~' | more than 16777216 bytes
                    '~#4000~'                    | script is over
                    '~#3~abc'                    | script is over
                    """)
    void what_is_no_chunk_breaks_the_conversation(String script, String why) {
        var framing = chunked(ScriptedLine.of(script.replace('~', '\n')));
        assertThatThrownBy(() -> framing.receive(soon()))
                .isInstanceOf(Broken.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_message_over_the_limit_breaks_in_both_framings() {
        var old =
                new Framing(
                        ScriptedLine.of("x".repeat(SMALL + 1) + "]]>]]>"),
                        SMALL,
                        MessageMemory.ofHeap());
        assertThatThrownBy(() -> old.receive(soon())).hasMessageContaining("more than 4096");
        var chunk = "\n#1000\n" + "x".repeat(1000);
        var chunks =
                new Framing(
                        ScriptedLine.of(chunk.repeat(5) + "\n##\n"), SMALL, MessageMemory.ofHeap());
        chunks.useChunks();
        assertThatThrownBy(() -> chunks.receive(soon())).hasMessageContaining("more than 4096");
    }

    @Test
    void bytes_that_are_not_utf_8_break_the_conversation() {
        var bytes = "a?]]>]]>".getBytes(StandardCharsets.US_ASCII);
        bytes[1] = (byte) 0xC3;
        var framing = new Framing(new ScriptedLine(bytes, 1));
        assertThatThrownBy(() -> framing.receive(soon())).hasMessageContaining("not UTF-8");
    }

    @Test
    void a_time_that_has_passed_is_noticed_between_two_bytes() {
        var framing = new Framing(ScriptedLine.of("a]]>]]>"));
        assertThatThrownBy(() -> framing.receive(Deadline.in(Duration.ZERO)))
                .hasMessageContaining("in time");
    }

    private static Framing chunked(ByteLine line) {
        var framing = new Framing(line);
        framing.useChunks();
        return framing;
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10));
    }
}
