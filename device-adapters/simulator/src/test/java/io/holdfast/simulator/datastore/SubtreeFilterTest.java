package io.holdfast.simulator.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.simulator.xml.Element;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import io.holdfast.simulator.xml.XmlWriter;
import org.junit.jupiter.api.Test;

/** The examples of RFC 6241 section 6.4, shortened. */
class SubtreeFilterTest {

    private static final Element DATA =
            read(
                    "<data><users xmlns='urn:u'><user><name>root</name><type>superuser</type></user>"
                            + "<user><name>fred</name><type>admin</type></user></users>"
                            + "<hosts xmlns='urn:h'><host>a</host></hosts></data>");

    private static Element read(String text) {
        try {
            return XmlReader.read(text);
        } catch (MalformedXml e) {
            throw new AssertionError(e);
        }
    }

    private static String select(String filter) {
        return XmlWriter.flat(SubtreeFilter.select(DATA, read("<filter>" + filter + "</filter>")));
    }

    @Test
    void an_empty_filter_selects_nothing() {
        assertThat(select("")).isEqualTo("<data/>");
    }

    @Test
    void a_selection_node_selects_the_whole_subtree() {
        assertThat(select("<users xmlns='urn:u'/>"))
                .contains("root", "fred")
                .doesNotContain("hosts");
        assertThat(select("<users xmlns='urn:other'/>")).isEqualTo("<data/>");
        assertThat(select("<users xmlns='urn:u'/><hosts xmlns='urn:h'/>"))
                .contains("fred", "hosts");
    }

    @Test
    void a_content_match_selects_the_entries_that_have_it() {
        assertThat(select("<users xmlns='urn:u'><user><name>fred</name></user></users>"))
                .contains("fred", "admin")
                .doesNotContain("root");
        assertThat(select("<users xmlns='urn:u'><user><name>nobody</name></user></users>"))
                .isEqualTo("<data/>");
    }

    @Test
    void a_part_of_each_entry_comes_with_its_key() {
        assertThat(select("<users xmlns='urn:u'><user><type/></user></users>"))
                .contains(
                        "<name>root</name><type>superuser</type>",
                        "<name>fred</name><type>admin</type>");
        assertThat(select("<users xmlns='urn:u'><user><name>fred</name><type/></user></users>"))
                .contains("<name>fred</name><type>admin</type>")
                .doesNotContain("root");
    }
}
