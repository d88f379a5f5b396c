package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ZoneName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainTest {

    private static Explanation explain(ZoneName from, String source, String destination, int port) {
        return Explain.packet(
                Plant.model(),
                Plant.plan(),
                Plant.configs(),
                from,
                new Packet(IpAddress.of(source), IpAddress.of(destination), 6, 40000, port),
                RuleOrigins.UNKNOWN);
    }

    @Test
    void an_approved_packet_passes_and_its_conduit_is_named() {
        var why = explain(Plant.OT_DMZ, "10.1.30.20", "10.1.40.20", 502);
        assertThat(why.passes()).isTrue();
        assertThat(why.conduits()).containsExactly(new ConduitId("telemetry"));
        assertThat(why.sentence())
                .isEqualTo(
                        "tcp 10.1.30.20:40000 -> 10.1.40.20:502 from zone ot-dmz gets to zone ot:"
                                + " permitted by fw-1, list in-ot-dmz-v4, rule telemetry-1, then"
                                + " sent by fw-1 out of lan0.40 along route 10.1.40.0/24; allowed"
                                + " by telemetry");
    }

    @Test
    void an_approved_packet_passes_in_ipv6_too() {
        var why = explain(Plant.OT_DMZ, "2001:db8:1:30::20", "2001:db8:1:40::20", 502);
        assertThat(why.outcome()).isEqualTo(new Explanation.Outcome.Delivered(List.of(Plant.OT)));
        assertThat(why.sentence()).contains("list in-ot-dmz-v6, rule telemetry-1");
    }

    @Test
    void a_dropped_packet_names_the_rule_that_drops_it() {
        var why = explain(Plant.IT, "10.1.10.7", "10.1.40.20", 502);
        assertThat(why.passes()).isFalse();
        assertThat(why.sentence())
                .isEqualTo(
                        "tcp 10.1.10.7:40000 -> 10.1.40.20:502 from zone it does not pass: dropped"
                                + " by fw-1, list in-it-v4, rule deny-all; no conduit allows it");
    }

    @Test
    void a_dropped_ipv6_packet_names_the_rule_that_drops_it() {
        assertThat(explain(Plant.IT, "2001:db8:1:10::7", "2001:db8:1:40::20", 502).sentence())
                .contains("dropped by fw-1, list in-it-v6, rule deny-all");
    }

    @Test
    void the_site_node_is_accepted_by_the_switch_it_manages() {
        var why = explain(Plant.MANAGEMENT, "10.1.99.10", "10.1.99.2", 830);
        assertThat(why.outcome()).isEqualTo(new Explanation.Outcome.AcceptedBy(Plant.SW));
    }
}
