package io.holdfast.simulator.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.simulator.datastore.ConfigEdit.Operation;
import io.holdfast.simulator.xml.Element;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import io.holdfast.simulator.xml.XmlWriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigEditTest {

    private static final String ACL = "urn:ietf:params:xml:ns:yang:ietf-access-control-list";
    private static final Schema SCHEMA =
            Schema.of(Set.of("ietf-interfaces", "ietf-ip", "ietf-access-control-list"));

    private static Element config(String content) {
        try {
            return XmlReader.read(
                    "<config xmlns:nc='urn:ietf:params:xml:ns:netconf:base:1.0' xmlns:yang='urn:ietf:params:xml:ns:yang:1'>"
                            + content
                            + "</config>");
        } catch (MalformedXml e) {
            throw new AssertionError(e);
        }
    }

    private static Element edited(Element target, String edit) {
        try {
            return ConfigEdit.apply(SCHEMA, target, config(edit), Operation.MERGE);
        } catch (Refused e) {
            throw new AssertionError(e.error().toString(), e);
        }
    }

    private static String list(String aces) {
        return "<acls xmlns='"
                + ACL
                + "'><acl><name>a</name><type>ipv4-acl-type</type><aces>"
                + aces
                + "</aces></acl></acls>";
    }

    private static String ace(String name, String attributes, String matches) {
        return "<ace "
                + attributes
                + "><name>"
                + name
                + "</name>"
                + matches
                + "<actions><forwarding>drop</forwarding></actions></ace>";
    }

    private static List<String> names(Element config) {
        return config.at("acls", "acl", "aces").orElseThrow().all("ace").stream()
                .map(a -> a.textAt("", "name"))
                .toList();
    }

    @Test
    void rules_keep_the_order_their_user_gave_and_new_ones_go_where_told() {
        var three =
                edited(config(""), list(ace("b", "", "") + ace("a", "", "") + ace("c", "", "")));
        assertThat(names(three)).containsExactly("b", "a", "c");
        assertThat(names(edited(three, list(ace("n", "yang:insert='first'", "")))))
                .containsExactly("n", "b", "a", "c");
        assertThat(
                        names(
                                edited(
                                        three,
                                        list(
                                                ace(
                                                        "n",
                                                        "yang:insert='before' yang:key=\"[name='a']\"",
                                                        "")))))
                .containsExactly("b", "n", "a", "c");
        assertThat(
                        names(
                                edited(
                                        three,
                                        list(
                                                ace(
                                                        "b",
                                                        "yang:insert='after' yang:key=\"[name='c']\"",
                                                        "")))))
                .containsExactly("a", "c", "b");
        assertThat(names(edited(three, list(ace("a", "nc:operation='replace'", "")))))
                .containsExactly("b", "a", "c");
    }

    @Test
    void the_other_case_of_a_choice_goes_when_one_comes() {
        var tcp =
                edited(
                        config(""),
                        list(
                                ace(
                                        "r",
                                        "",
                                        "<matches><tcp><destination-port><operator>eq</operator><port>22</port></destination-port></tcp></matches>")));
        var udp =
                edited(
                        tcp,
                        list(
                                ace(
                                        "r",
                                        "",
                                        "<matches><udp><destination-port><lower-port>1</lower-port><upper-port>2</upper-port></destination-port></udp></matches>")));
        assertThat(XmlWriter.flat(udp)).contains("<udp>").doesNotContain("<tcp>");
        var range =
                edited(
                        tcp,
                        list(
                                ace(
                                        "r",
                                        "",
                                        "<matches><tcp><destination-port><lower-port>1</lower-port><upper-port>2</upper-port></destination-port></tcp></matches>")));
        assertThat(XmlWriter.flat(range)).contains("<lower-port>").doesNotContain("<operator>");
    }

    @Test
    void values_get_their_canonical_form() {
        var text =
                XmlWriter.flat(
                        edited(
                                config(""),
                                list(
                                                ace(
                                                        "r",
                                                        "",
                                                        "<matches><ipv4><source-ipv4-network>10.1.2.3/8</source-ipv4-network></ipv4></matches>"))
                                        + "<interfaces xmlns='urn:ietf:params:xml:ns:yang:ietf-interfaces'><interface><name>i</name>"
                                        + "<type>ethernetCsmacd</type><enabled> true </enabled><ipv6 xmlns='urn:ietf:params:xml:ns:yang:ietf-ip'>"
                                        + "<address><ip>2001:DB8:0::1</ip><prefix-length>064</prefix-length></address></ipv6></interface></interfaces>"));
        assertThat(text).contains(">10.0.0.0/8<", ">2001:db8::1<", ">64<", "<enabled>true<");
    }

    @Test
    void a_list_entry_is_found_again_however_its_key_is_written() {
        var once =
                edited(
                        config(""),
                        "<interfaces xmlns='urn:ietf:params:xml:ns:yang:ietf-interfaces'><interface><name>i</name><type>x</type>"
                                + "<ipv6 xmlns='urn:ietf:params:xml:ns:yang:ietf-ip'><address><ip>2001:DB8::1</ip><prefix-length>64</prefix-length></address></ipv6></interface></interfaces>");
        var gone =
                edited(
                        once,
                        "<interfaces xmlns='urn:ietf:params:xml:ns:yang:ietf-interfaces'><interface><name>i</name>"
                                + "<ipv6 xmlns='urn:ietf:params:xml:ns:yang:ietf-ip'><address nc:operation='delete'><ip>2001:db8:0::1</ip></address></ipv6></interface></interfaces>");
        assertThat(XmlWriter.flat(gone)).doesNotContain("<address>").contains("<ipv6");
    }

    @Test
    void an_empty_container_that_means_nothing_is_not_kept() {
        var config = edited(config(""), list(ace("a", "", "")));
        assertThat(edited(config, "<acls xmlns='" + ACL + "' nc:operation='replace'/>").children())
                .isEmpty();
        assertThat(edited(config, "<acls xmlns='" + ACL + "'/>")).isEqualTo(config);
    }

    @Test
    void replacing_all_replaces_all() throws Refused {
        var config = edited(config(""), list(ace("a", "", "")));
        assertThat(ConfigEdit.apply(SCHEMA, config, config(""), Operation.REPLACE).children())
                .isEmpty();
    }

    @Test
    void an_operation_nobody_knows_is_refused() {
        assertThatThrownBy(() ->
                        ConfigEdit.apply(
                                SCHEMA,
                                config(""),
                                config("<acls xmlns='" + ACL + "' nc:operation='tweak'/>"),
                                Operation.MERGE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("tweak");
    }
}
