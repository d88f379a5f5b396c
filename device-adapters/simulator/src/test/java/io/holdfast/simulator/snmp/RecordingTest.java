package io.holdfast.simulator.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.smi.OID;

class RecordingTest {

    @TempDir Path folder;

    private static Recording read(String text) throws IOException {
        return Recording.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void lines_in_any_order_are_served_in_order_of_object_identifier() throws Exception {
        var recording =
                read("1.3.6.1.2.1.1.10.0|2|1\n1.3.6.1.2.1.1.9.0|2|2\n.1.3.6.1.2.1.1.1.0|4|a|b\n");

        assertThat(recording.values().keySet())
                .extracting(OID::toString)
                .containsExactly("1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.9.0", "1.3.6.1.2.1.1.10.0");
        assertThat(recording.values().firstEntry().getValue()).hasToString("a|b");
        assertThat(recording.skipped()).isZero();
    }

    @Test
    void every_tag_is_understood_in_plain_text_and_in_hexadecimal() throws Exception {
        var recording =
                read(
                        """
                        1.3.1|2|-5
                        1.3.2|4x|0a0Bff
                        1.3.3|6|1.3.6.1
                        1.3.4|64|192.0.2.1
                        1.3.5|64x|C0000202
                        1.3.6|65|4294967295
                        1.3.7|66|7
                        1.3.8|67|100
                        1.3.9|70|18446744073709551615
                        1.3.10|4|
                        """);

        assertThat(recording.skipped()).isZero();
        assertThat(recording.values()).hasSize(10);
        assertThat(recording.values().get(new OID("1.3.2"))).hasToString("0a:0b:ff");
        assertThat(recording.values().get(new OID("1.3.5"))).hasToString("192.0.2.2");
        assertThat(recording.values().get(new OID("1.3.9"))).hasToString("18446744073709551615");
    }

    @Test
    void what_cannot_be_read_is_left_out_and_counted() throws Exception {
        var recording =
                read(
                        """
                        1.3.1|2|twelve
                        1.3.2|4x|zz
                        1.3.3|99|odd tag
                        1.3.x|2|1
                        1.3.4
                        1.3.5|65|-1
                        1.3.6|64|no address
                        9.3.7|2|1
                        1.3.8|2|8
                        """);

        assertThat(recording.values().keySet()).extracting(OID::toString).containsExactly("1.3.8");
        assertThat(recording.skipped()).isEqualTo(8);
    }

    @Test
    void a_hexadecimal_value_that_was_cut_keeps_its_whole_bytes() throws Exception {
        assertThat(read("1.3.1|4x|0102030").values().firstEntry().getValue())
                .hasToString("01:02:03");
    }

    @Test
    void a_packed_file_is_unpacked() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write("1.3.1|2|1\r\n".getBytes(StandardCharsets.UTF_8));
        }
        var file = Files.write(folder.resolve("device.snmprec.gz"), packed.toByteArray());

        assertThat(Recording.of(file).values()).hasSize(1);
    }

    @Test
    void a_line_without_end_is_refused() {
        assertThatThrownBy(() -> read("1.3.1|4|" + "x".repeat(300_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a line of more than");
    }
}
