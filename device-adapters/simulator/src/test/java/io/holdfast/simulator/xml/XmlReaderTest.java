package io.holdfast.simulator.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class XmlReaderTest {

    @Test
    void what_is_written_reads_back_the_same() throws MalformedXml {
        var text =
                "<a xmlns=\"urn:a\"><b x=\"1\" xmlns:q=\"urn:q\" q:y=\"2\">q:id</b><c xmlns=\"urn:c\"> &lt;&amp;&#13;\n</c><d/></a>";
        var once = XmlReader.read(text);
        assertThat(XmlReader.read(XmlWriter.flat(once))).isEqualTo(once);
        assertThat(once.child("b").orElseThrow().localText()).isEqualTo("id");
        assertThat(once.child("b").orElseThrow().prefixes()).containsEntry("q", "urn:q");
        assertThat(once.child("urn:c", "c").orElseThrow().text()).isEqualTo(" <&\r\n");
    }

    @Test
    void entities_document_types_and_excess_are_refused() {
        for (var bad :
                List.of(
                        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
                        "<!DOCTYPE a [<!ENTITY l \"ha\">]><a>&l;</a>",
                        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\"><a/>",
                        "<a>".repeat(65) + "</a>".repeat(65),
                        "<a>text<b/></a>",
                        "<a>" + "x".repeat(1_100_000) + "</a>",
                        "<a><b></a>",
                        "<a>&undeclared;</a>",
                        "",
                        "not xml")) {
            assertThatThrownBy(() -> XmlReader.read(bad))
                    .as(bad.substring(0, Math.min(60, bad.length())))
                    .isInstanceOf(MalformedXml.class);
        }
    }

    @Test
    void bytes_that_are_not_utf8_are_refused() {
        assertThatThrownBy(() ->
                        XmlReader.read(new byte[] {'<', 'a', '>', (byte) 0xC0, '<', '/', 'a', '>'}))
                .isInstanceOf(MalformedXml.class);
    }
}
