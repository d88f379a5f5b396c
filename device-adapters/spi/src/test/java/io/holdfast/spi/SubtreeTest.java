package io.holdfast.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlElement;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubtreeTest {

    private static final Subtree PARTS =
            new Subtree(
                    "vendor",
                    "configuration",
                    "urn:vendor",
                    List.of("interfaces", "security/zones", "security/policies"));
    private static final Subtree WHOLE = new Subtree("system", "system", "urn:system");

    private static XmlElement data(String text) {
        return switch (XmlDocument.readFragment(text, XmlLimits.DEVICE)) {
            case XmlResult.Parsed(var root) -> root;
            case XmlResult.Rejected(var reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void of_an_answer_that_says_more_than_was_asked_only_what_was_asked_is_kept() {
        var secret = UUID.randomUUID().toString();
        var text =
                Subtree.textOf(
                        data(
                                "<configuration xmlns='urn:vendor'><login><user><hash>"
                                        + secret
                                        + "</hash></user></login><interfaces><name>ge-0</name>"
                                        + "</interfaces><security><ike><key>"
                                        + secret
                                        + "</key></ike><zones><name>dmz</name></zones></security>"
                                        + "<x xmlns='urn:other'><zones>"
                                        + secret
                                        + "</zones></x></configuration><snmp xmlns='urn:snmp'><c>"
                                        + secret
                                        + "</c></snmp>"),
                        List.of(PARTS));
        assertThat(text)
                .doesNotContain(secret, "login", "ike")
                .contains("<name>ge-0</name>", "<zones><name>dmz</name></zones>");
    }

    @Test
    void a_subtree_without_parts_is_kept_as_it_is() {
        var text = "<system xmlns=\"urn:system\"><name>a</name></system>";
        assertThat(Subtree.textOf(data(text + "<o xmlns='urn:o'/>"), List.of(WHOLE, PARTS)))
                .isEqualTo(text);
    }
}
