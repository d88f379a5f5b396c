package io.holdfast.controller.explanations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Refused;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedPacketTest {

    private static final ZoneModel MODEL = Blueprint.reference();
    private static final SitePlan PLAN =
            Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);

    private static AskedPacket asked(String from, String to, String protocol, Integer port) {
        return asked(from, to, protocol, port, PLAN);
    }

    private static AskedPacket asked(
            String from, String to, String protocol, Integer port, SitePlan plan) {
        return AskedPacket.of(
                new Question(
                        new SiteId("ww-01"),
                        from,
                        to,
                        protocol,
                        port == null ? OptionalInt.empty() : OptionalInt.of(port),
                        OptionalInt.empty(),
                        Question.State.RUNNING),
                MODEL,
                plan);
    }

    @Test
    void an_address_belongs_to_the_zone_with_the_longest_prefix_and_every_other_to_the_wan() {
        assertThat(asked("10.1.40.31", "10.1.30.12", "tcp", 4840).from())
                .isEqualTo(new ZoneName("ot"));
        assertThat(asked("10.1.40.31", "9.9.9.9", "tcp", 443).to()).contains(new ZoneName("wan"));
        assertThat(asked("2001:db8:1:40::31", "2001:db8:1:30::12", "tcp", 4840).from())
                .isEqualTo(new ZoneName("ot"));
    }

    @Test
    void of_two_prefixes_around_an_address_the_longer_counts() {
        var zones =
                PLAN.zones().stream()
                        .map(z ->
                                z.zone().equals(new ZoneName("wan"))
                                        ? new SiteZone(
                                                z.zone(),
                                                z.vlan(),
                                                List.of(Prefix.of("10.0.0.0/8")),
                                                z.gateways(),
                                                z.groups())
                                        : z)
                        .toList();
        var plan = PLAN.with(zones, PLAN.devices());
        var packet = asked("10.1.40.31", "10.9.9.9", "tcp", 443, plan);
        assertThat(packet.from()).isEqualTo(new ZoneName("ot"));
        assertThat(packet.to()).contains(new ZoneName("wan"));
    }

    @Test
    void a_group_stands_for_its_first_host_and_a_zone_for_a_host_in_no_group() {
        var packet = asked("ot", "ot-dmz/historian", "tcp", 4840).packet();
        assertThat(packet.destination()).hasToString("10.1.30.12");
        var zone = PLAN.zone(new ZoneName("ot")).orElseThrow();
        assertThat(zone.groups())
                .noneMatch(g -> g.prefixes().stream().anyMatch(p -> p.contains(packet.source())));
    }

    @Test
    void the_family_follows_the_end_that_has_only_one() {
        assertThat(asked("2001:db8:1:40::31", "ot-dmz/historian", "tcp", 4840).packet())
                .hasToString("tcp 2001:db8:1:40::31:49152 -> 2001:db8:1:30::12:4840");
    }

    @Test
    void an_icmp_question_without_a_type_is_an_echo_request_of_its_family() {
        assertThat(asked("10.1.40.31", "ot-dmz", "icmp", null).packet().destinationPort())
                .isEqualTo(8);
        var v6 = asked("2001:db8:1:40::31", "ot-dmz", "icmp", null).packet();
        assertThat(v6.protocol()).isEqualTo(58);
        assertThat(v6.destinationPort()).isEqualTo(128);
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere,ot,tcp,1,/from,UNKNOWN_ZONE",
        "it,ot-dmz/nobody,tcp,1,/to,UNKNOWN_GROUP",
        "10.1.40.300,ot,tcp,1,/from,NOT_READABLE",
        "::ffff:10.1.40.1,ot,tcp,1,/from,NOT_READABLE",
        "it,ot,gre,1,/protocol,PROTOCOL_UNKNOWN",
        "it,ot,999,1,/protocol,PROTOCOL_UNKNOWN",
        "it,ot,tcp,,/port,PORT_MISSING",
        "it,ot,tcp,70000,/port,PORT_OUT_OF_RANGE",
        "it,ot,icmp,256,/port,PORT_OUT_OF_RANGE",
        "10.1.40.31,2001:db8:1:30::12,tcp,1,/to,ADDRESS_FAMILIES_DIFFER",
        "IT DMZ,ot,tcp,1,/from,NOT_READABLE"
    })
    void what_cannot_be_understood_is_named_with_its_field(
            String from, String to, String protocol, Integer port, String pointer, String code) {
        assertThatThrownBy(() -> asked(from, to, protocol, port))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.faults().getFirst().pointer()).isEqualTo(pointer);
                            assertThat(refused.code()).isEqualTo(code);
                        });
    }
}
