package io.holdfast.dialect.junos;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.spi.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A firewall that somebody configured by hand for years. */
class SurveyTest {

    private static final SecurityZoneName TRUST = new SecurityZoneName("trust");
    private static final SecurityZoneName PLANT = new SecurityZoneName("plant");

    private final JunosDialect dialect = new JunosDialect();
    private String text = "";

    @BeforeEach
    void read() throws IOException {
        text = Files.readString(Path.of("src/test/resources/handwritten/branch.xml"));
    }

    private List<String> rules(SecurityZoneName from, SecurityZoneName to) {
        return dialect.survey(text).understood().policy(from, to).stream()
                .flatMap(p -> p.rules().stream())
                .map(SurveyTest::line)
                .toList();
    }

    private static String line(FilterRule rule) {
        return rule.name()
                + " "
                + rule.verdict()
                + " "
                + rule.match().source()
                + " > "
                + rule.match().destination()
                + " "
                + rule.match().service()
                + (rule.log() ? " log" : "");
    }

    @Test
    void sets_ranges_and_predefined_applications_are_expanded_in_order() {
        assertThat(rules(TRUST, PLANT))
                .containsExactly(
                        "read-values-1 PERMIT 10.20.40.0/25 > 0.0.0.0/0 tcp/502 log",
                        "read-values-2 PERMIT 10.20.30.40/32 > 0.0.0.0/0 tcp/502 log",
                        "read-values-3 PERMIT 10.20.40.0/25 > 0.0.0.0/0 tcp/4840-4841 log",
                        "read-values-4 PERMIT 10.20.30.40/32 > 0.0.0.0/0 tcp/4840-4841 log",
                        "read-values-5 PERMIT 10.20.40.0/25 > 0.0.0.0/0 udp/4840 log",
                        "read-values-6 PERMIT 10.20.30.40/32 > 0.0.0.0/0 udp/4840 log",
                        "read-values-7 PERMIT 2001:db8:20::40/128 > ::/0 tcp/502 log",
                        "read-values-8 PERMIT 2001:db8:20::40/128 > ::/0 tcp/4840-4841 log",
                        "read-values-9 PERMIT 2001:db8:20::40/128 > ::/0 udp/4840 log",
                        "tell-them REJECT 0.0.0.0/0 > 10.20.40.0/25 tcp/23",
                        "global-monitor PERMIT 10.20.30.40/32 > 0.0.0.0/0 icmp/8");
        assertThat(rules(PLANT, TRUST)).isEmpty();
    }

    @Test
    void services_a_zone_lets_in_by_name_are_rules_for_everybody() {
        var zones = dialect.survey(text).understood().securityZones();
        assertThat(zones).extracting(z -> z.name().value()).containsExactly("plant", "trust");
        assertThat(zones.getLast().hostInbound().stream().map(SurveyTest::line))
                .containsExactly(
                        "service-ping-v4 PERMIT 0.0.0.0/0 > 0.0.0.0/0 icmp/8",
                        "service-ping-v6 PERMIT ::/0 > ::/0 icmp/128",
                        "service-ssh-v4 PERMIT 0.0.0.0/0 > 0.0.0.0/0 tcp/22",
                        "service-ssh-v6 PERMIT ::/0 > ::/0 tcp/22");
        assertThat(zones.getFirst().interfaces()).containsExactly("ge-0/0/2.40");
    }

    @Test
    void whatever_is_not_understood_is_named() {
        assertThat(dialect.survey(text).remarks())
                .hasSize(6)
                .anyMatch(r -> r.contains("interface ge-0/0/2: no model for mtu"))
                .anyMatch(r -> r.contains("interface ge-0/0/3: no model for gigether-options"))
                .anyMatch(r -> r.contains("route 192.0.2.0/24: no model for discard"))
                .anyMatch(r -> r.contains("policy old-hole is deactivated"))
                .anyMatch(r -> r.contains("address vendor is not understood"))
                .anyMatch(r -> r.contains("no model for the application junos-ftp"));
    }

    @Test
    void to_read_it_as_ours_is_refused_with_the_first_reason_and_their_number() {
        assertThat(dialect.read(text)).isInstanceOf(ReadResult.Unreadable.class);
        assertThat(dialect.read(text).toString()).contains("and 5 more");
    }

    @Test
    void what_is_understood_can_be_told_again_and_means_the_same() {
        var understood = dialect.survey(text).understood();
        var device = Waterworks.device(Waterworks.FIREWALL_MODULES);
        assertThat(dialect.blockers(understood, device)).isEmpty();
        assertThat(dialect.read(dialect.render(understood, device).text()))
                .isEqualTo(new ReadResult.Read(understood));
    }
}
