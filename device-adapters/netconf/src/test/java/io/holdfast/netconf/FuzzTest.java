package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bytes nobody thought of: seeds that are cut, doubled, spliced and flipped. Whatever comes,
 * framing answers with a message or {@link Broken}, and the XML reader with a document or a reason;
 * a document that was read is read the same way again from its own text.
 */
@Timeout(120)
final class FuzzTest {

    private static final int ROUNDS = Integer.getInteger("holdfast.fuzz.rounds", 20_000);
    private static final long SEED = Long.getLong("holdfast.fuzz.seed", 20_261_126);
    private static final XmlLimits SMALL = new XmlLimits(16, 2_000, 20_000, 500);

    private static final List<String> FRAMES =
            List.of(
                    "\n#4\n<rpc\n#18\n message-id=\"102\"\n\n##\n",
                    "\n#1\na\n##\n\n#2\nbc\n##\n",
                    "<hello/>]]>]]><rpc-reply/>]]>]]>",
                    "]]]>]]>]]]]>",
                    "\n#4294967295\n\n#-1\n\n#00\n",
                    "\n#99999999999999999999\n",
                    "\u00e4\u6c34\ud83d\ude80]]>]]>");

    private static final List<String> DOCUMENTS =
            List.of(
                    "<a xmlns=\"urn:a\" xmlns:b=\"urn:b\" b:c=\"1\"><b:d>b:e</b:d> text <!-- c --></a>",
                    "<?xml version=\"1.0\"?><r><![CDATA[ ]]]]><![CDATA[> ]]>&amp;&#x10FFFF;&lt;</r>",
                    "<!DOCTYPE r [<!ENTITY e \"&e;&e;\">]><r>&e;</r>",
                    "<r a='1' a='2'/>",
                    "<rpc-reply message-id=\"1\"><data><x/></data></rpc-reply>",
                    "<a:b xmlns:a=\"\"/>",
                    "<r>\u0000\uffff\u2028</r>");

    @Test
    void framing_ends_in_a_message_or_in_a_reason() {
        for (int round = 0; round < ROUNDS; round++) {
            var random = new Random(SEED + round);
            var framing =
                    new Framing(
                            new ScriptedLine(input(random, FRAMES), round),
                            4_096,
                            MessageMemory.ofHeap());
            if (random.nextBoolean()) {
                framing.useChunks();
            }
            try {
                for (int message = 0; message < 50; message++) {
                    assertThat(framing.receive(Deadline.in(Duration.ofSeconds(60))).length())
                            .isLessThanOrEqualTo(4_096);
                }
            } catch (Broken e) {
                assertThat(e.why()).as("seed %d", SEED + round).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + (SEED + round), e);
            }
        }
    }

    @Test
    void a_document_is_read_or_refused_and_read_again_it_is_the_same() {
        for (int round = 0; round < ROUNDS; round++) {
            var random = new Random(SEED + round);
            var text = new String(input(random, DOCUMENTS), StandardCharsets.UTF_8);
            try {
                switch (XmlDocument.read(text, SMALL)) {
                    case XmlResult.Rejected(var reason) -> assertThat(reason).isNotBlank();
                    case XmlResult.Parsed(var root) -> {
                        var again = XmlDocument.read(root.toText(), XmlLimits.DEVICE);
                        assertThat(again).isInstanceOf(XmlResult.Parsed.class);
                        if (again instanceof XmlResult.Parsed(var same)) {
                            assertThat(same.toText()).isEqualTo(root.toText());
                        }
                    }
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + (SEED + round) + ": " + text, e);
            }
        }
    }

    private static byte[] input(Random random, List<String> seeds) {
        var bytes = seed(random, seeds);
        for (int change = random.nextInt(6); change > 0; change--) {
            bytes = changed(random, bytes, seeds);
        }
        return bytes;
    }

    private static byte[] seed(Random random, List<String> seeds) {
        return seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] changed(Random random, byte[] bytes, List<String> seeds) {
        if (bytes.length == 0) {
            return seed(random, seeds);
        }
        int at = random.nextInt(bytes.length);
        var out = new ByteArrayOutputStream();
        switch (random.nextInt(5)) {
            case 0 -> out.write(bytes, 0, at);
            case 1 -> {
                out.write(bytes, 0, at);
                out.write(random.nextInt(256));
                out.write(bytes, at + 1, bytes.length - at - 1);
            }
            case 2 -> {
                out.write(bytes, 0, at);
                out.writeBytes(seed(random, seeds));
                out.write(bytes, at, bytes.length - at);
            }
            case 3 -> {
                int length = random.nextInt(bytes.length - at);
                out.write(bytes, 0, at + length);
                out.write(bytes, at, bytes.length - at);
            }
            default -> {
                out.write(bytes, 0, at);
                out.write(bytes[at] ^ (1 << random.nextInt(8)));
                out.write(bytes, at + 1, bytes.length - at - 1);
            }
        }
        return out.size() > 20_000 ? bytes : out.toByteArray();
    }
}
