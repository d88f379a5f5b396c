package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {

    private static String described(String description, String name) {
        return CanonicalText.of(
                new InterfaceConfig(
                        name, description, true, new InterfaceMode.NoVlan(), List.of(), List.of()));
    }

    @Test
    void every_part_is_written_and_what_has_one_spelling_in_it() {
        assertThat(
                        CanonicalText.of(
                                new PacketMatch(
                                        Prefix.of("2001:db8::/32"),
                                        Prefix.of("2001:db8:1::1"),
                                        Service.tcp(502))))
                .isEqualTo(
                        "PacketMatch(source=\"2001:db8::/32\";destination=\"2001:db8:1::1/128\";"
                                + "service=\"tcp/502\";)");
    }

    @Test
    void a_free_text_cannot_pose_as_another_part() {
        assertThat(described("a\";enabled=false", "x"))
                .isNotEqualTo(described("a", "x"))
                .contains("description=\"a\\\";enabled=false\";enabled=true");
    }

    @Test
    void two_configurations_that_differ_anywhere_have_two_texts() {
        assertThat(CanonicalText.of(Plant.firewall()))
                .isEqualTo(CanonicalText.of(Plant.firewall()))
                .isNotEqualTo(
                        CanonicalText.of(
                                Plant.route("10.9.0.0/16", "198.51.100.9")
                                        .apply(Plant.firewall())));
        assertThat(CanonicalText.of(Plant.model()))
                .isNotEqualTo(CanonicalText.of(Plant.without(Plant.model(), "telemetry")));
    }
}
