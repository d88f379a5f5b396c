package io.holdfast.core.compile;

import static io.holdfast.core.zone.Plant.conduit;
import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.TunnelEnd;
import io.holdfast.core.verify.CounterExample.Claim;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.SiteShapes;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiteToSiteTest {

    private static final SitePlan WW = SiteShapes.twoPerimeters();
    private static final SitePlan SS = Plant.sites().get(1);
    private static final List<SitePlan> PLANS = List.of(WW, SS);
    private static final List<DeviceSlot> STATEFUL =
            List.of(new DeviceSlot("fw-1"), new DeviceSlot("fw-2"));

    private static Conduit between(String id, String from, String to, String service) {
        var plain = conduit(id, from, to, service);
        return plain.protectedOnly()
                .between(plain.from(), plain.to(), new Scope.BetweenSites(WW.site(), SS.site()));
    }

    /** The waterworks' reporting asks the substation's mirror, through a tunnel. */
    private static ZoneModel model() {
        return with(
                Blueprint.reference(),
                between("mirror", "it/reporting", "it-dmz/update-mirror", "tcp/8080"));
    }

    /** Two more, one of them between the same zones. */
    private static ZoneModel more() {
        return with(
                with(model(), between("backup", "it", "it-dmz/update-mirror", "tcp/873")),
                between("relay", "ot-dmz/patch-server", "it-dmz/update-mirror", "tcp/443"));
    }

    @Test
    void both_ends_need_the_same_tunnels_with_here_and_there_exchanged() {
        for (var model : List.of(model(), more())) {
            assertThat(ModelCheck.check(model, PLANS)).isEmpty();
            var here = SiteToSite.at(model, WW, PLANS).tunnels();
            var there = SiteToSite.at(model, SS, PLANS).tunnels();

            assertThat(here.stream().map(TunnelEnd::tunnel))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            there.stream().map(TunnelEnd::tunnel).map(Tunnel::otherEnd).toList());
        }
        assertThat(SiteToSite.at(model(), WW, PLANS).tunnels())
                .hasSize(Family.values().length)
                .first()
                .extracting(t -> t.tunnel().there().toString())
                .isEqualTo("[10.4.20.10/32]");
    }

    @Test
    void a_tunnel_has_the_same_interface_whatever_other_tunnels_come_and_go() {
        var before = SiteToSite.at(model(), WW, PLANS).tunnels();
        var after = SiteToSite.at(more(), WW, PLANS).tunnels();

        var first =
                SiteToSite.at(
                                with(
                                        more(),
                                        between("talk", "it/reporting", "it/reporting", "tcp/443")),
                                WW,
                                PLANS)
                        .tunnels();

        assertThat(after).hasSize(4);
        assertThat(first).as("though one was put before them").containsAll(after);
        assertThat(after.stream().map(TunnelEnd::interfaceName))
                .doesNotHaveDuplicates()
                .containsAll(before.stream().map(TunnelEnd::interfaceName).toList());
    }

    @Test
    void the_zone_behind_a_tunnel_keeps_its_kind_so_that_guardrails_speak_of_it() {
        var view = SiteToSite.at(model(), WW, PLANS);
        var far = new ZoneName("it-dmz-at-ss-04");

        assertThat(view.model().zone(far).orElseThrow().kind()).isEqualTo(ZoneKind.IT_DMZ);
        assertThat(view.plan().zone(far).orElseThrow().prefixes())
                .extracting(Object::toString)
                .containsExactly("10.4.20.10/32", "2001:db8:4:20::10/128");
    }

    @Test
    void each_end_is_proved_by_itself_with_the_other_site_behind_its_tunnel() {
        for (var model : List.of(model(), more())) {
            for (var plan : PLANS) {
                var view = SiteToSite.at(model, plan, PLANS);
                var compiled = PolicyCompiler.compile(view.model(), view.plan(), STATEFUL);

                assertThat(compiled.blocked()).as(compiled.findings().toString()).isFalse();
                var proof = SiteProof.prove(view.model(), view.plan(), compiled.devices());
                assertThat(proof.counterExamples()).isEmpty();
                assertThat(proof.holds()).as(proof.findings().toString()).isTrue();
            }
        }
    }

    @Test
    void
            a_firewall_that_judges_where_packets_come_in_lets_them_out_in_the_clear_without_a_tunnel() {
        var view = SiteToSite.at(model(), SS, PLANS);
        var compiled = PolicyCompiler.compile(view.model(), view.plan());
        var proof = SiteProof.prove(view.model(), view.plan(), compiled.devices());

        assertThat(proof.counterExamples())
                .isNotEmpty()
                .allSatisfy(e -> {
                    assertThat(e.claim()).isEqualTo(Claim.NO_UNDOCUMENTED_PATH);
                    assertThat(e.to()).isEqualTo("wan");
                });
    }

    @Test
    void every_state_while_a_tunnel_comes_or_goes_is_right() {
        for (var plan : PLANS) {
            var without = SiteToSite.at(Blueprint.reference(), plan, PLANS);
            var with = SiteToSite.at(more(), plan, PLANS);
            var bare = PolicyCompiler.compile(without.model(), without.plan(), STATEFUL);
            var joined = PolicyCompiler.compile(with.model(), with.plan(), STATEFUL);

            var comes =
                    SiteProof.proveTransition(
                            without.model(),
                            without.plan(),
                            bare.devices(),
                            with.model(),
                            with.plan(),
                            joined.devices(),
                            joined.groups());
            assertThat(comes.holds()).as(comes.counterExamples().toString()).isTrue();
            var goes =
                    SiteProof.proveTransition(
                            with.model(),
                            with.plan(),
                            joined.devices(),
                            without.model(),
                            without.plan(),
                            bare.devices(),
                            bare.groups());
            assertThat(goes.holds()).as(goes.counterExamples().toString()).isTrue();
        }
    }

    @Test
    void a_site_that_is_neither_end_sees_nothing_of_it() {
        var clinic = Plant.sites().get(2);
        var view = SiteToSite.at(model(), clinic, Plant.sites());

        assertThat(view.tunnels()).isEmpty();
        assertThat(view.plan()).isEqualTo(clinic);
        assertThat(PolicyCompiler.compile(view.model(), view.plan()).devices())
                .isEqualTo(PolicyCompiler.compile(Blueprint.reference(), clinic).devices());
    }

    @Test
    void without_the_view_it_is_a_blocker_and_not_a_silent_hole() {
        assertThat(PolicyCompiler.compile(model(), WW).findings())
                .filteredOn(CompileFinding::blocker)
                .extracting(CompileFinding::code)
                .containsExactly("OTHER_SITE_UNKNOWN");
    }

    @Test
    void a_site_without_an_address_in_the_wan_has_no_tunnel_and_says_so() {
        var offline =
                Plant.zone(SS, new ZoneName("wan"), z -> z.with(List.of(), List.of(), List.of()));
        var view = SiteToSite.at(model(), WW, List.of(WW, offline));

        assertThat(view.tunnels()).isEmpty();
        assertThat(PolicyCompiler.compile(view.model(), view.plan()).findings())
                .filteredOn(CompileFinding::blocker)
                .extracting(CompileFinding::detail)
                .allMatch(d -> d.contains("both sites need a firewall with an address in the WAN"));
    }

    @Test
    void addresses_that_stand_at_both_ends_are_a_blocker() {
        var twin =
                Plant.zone(
                        SS,
                        new ZoneName("it-dmz"),
                        z -> {
                            var own = WW.zone(new ZoneName("it-dmz")).orElseThrow();
                            return z.with(own.prefixes(), own.gateways(), own.groups());
                        });
        var view = SiteToSite.at(model(), WW, List.of(WW, twin));

        assertThat(PolicyCompiler.compile(view.model(), view.plan()).findings())
                .filteredOn(CompileFinding::blocker)
                .extracting(CompileFinding::code)
                .contains("TUNNEL_ADDRESSES_OVERLAP");
    }

    /** As the other end was named before there were tunnels. */
    @Test
    void who_is_behind_the_tunnel_has_no_name_in_the_wan_by_which_it_is_reached_in_the_clear() {
        for (var mirror : List.of("10.4.20.0/24", "2001:db8:4:20::/64")) {
            var named =
                    Plant.zone(
                            WW,
                            new ZoneName("wan"),
                            z ->
                                    z.with(
                                            z.prefixes(),
                                            z.gateways(),
                                            List.of(
                                                    new SiteZone.SiteGroup(
                                                            new GroupName("substation"),
                                                            List.of(Prefix.of(mirror))))));
            var view = SiteToSite.at(model(), named, List.of(named, SS));

            assertThat(PolicyCompiler.compile(view.model(), view.plan()).findings())
                    .filteredOn(CompileFinding::blocker)
                    .extracting(CompileFinding::code)
                    .contains("TUNNEL_ADDRESSES_OVERLAP");
        }
    }

    @Test
    void the_other_ends_alone_speak_to_the_firewall_from_the_wan_and_only_to_bring_tunnels_up() {
        var view = SiteToSite.at(more(), WW, PLANS);
        var firewall =
                PolicyCompiler.compile(view.model(), view.plan(), STATEFUL)
                        .devices()
                        .get(new DeviceSlot("fw-1"));

        for (var zone : firewall.securityZones()) {
            var expected =
                    zone.name().value().equals("wan")
                            ? Set.of("udp/500", "udp/4500")
                            : zone.name().value().equals("management")
                                    ? Set.of("tcp/830", "udp/161")
                                    : Set.<String>of();
            assertThat(zone.hostInbound().stream().map(r -> r.match().service().toString()))
                    .as(zone.name().value())
                    .allMatch(expected::contains);
        }
    }
}
