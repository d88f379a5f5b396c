package io.holdfast.core.compile;

import static io.holdfast.core.zone.Plant.conduit;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.drift.DriftGrade;
import io.holdfast.core.drift.SiteDrift;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.CounterExample;
import io.holdfast.core.verify.CounterExample.Claim;
import io.holdfast.core.verify.Finding;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What somebody may do to a tunnel, or instead of one: the proof finds each. */
class TunnelMutantsTest {

    private static final DeviceSlot FW_1 = new DeviceSlot("fw-1");
    private static final SitePlan WW = Plant.waterworks();
    private static final SitePlan SS = Plant.sites().get(1);
    private static final Prefix WW_PLC = Prefix.of("10.1.40.31/32");
    private static final SiteToSite.View VIEW = view();
    private static final CompiledSite COMPILED =
            PolicyCompiler.compile(VIEW.model(), VIEW.plan(), List.of(FW_1));

    private static SiteToSite.View view() {
        var plain = conduit("mirror", "it/reporting", "it-dmz/update-mirror", "tcp/8080");
        var between =
                plain.protectedOnly()
                        .between(
                                plain.from(),
                                plain.to(),
                                new Scope.BetweenSites(WW.site(), SS.site()));
        return SiteToSite.at(Plant.with(Blueprint.reference(), between), WW, List.of(WW, SS));
    }

    private static Proof proof(UnaryOperator<DeviceConfig> change) {
        return SiteProof.prove(VIEW.model(), VIEW.plan(), changed(change));
    }

    private static Map<DeviceSlot, DeviceConfig> changed(UnaryOperator<DeviceConfig> change) {
        var devices = new TreeMap<>(COMPILED.devices());
        devices.computeIfPresent(FW_1, (_, config) -> change.apply(config));
        return devices;
    }

    private static List<Claim> claims(Proof proof) {
        return proof.counterExamples().stream().map(CounterExample::claim).distinct().toList();
    }

    private static List<String> codes(Proof proof) {
        return proof.findings().stream().filter(Finding::blocks).map(Finding::code).toList();
    }

    private static DeviceConfig with(
            DeviceConfig config,
            List<InterfaceConfig> interfaces,
            List<SecurityZone> zones,
            List<ZonePolicy> policies) {
        return new DeviceConfig(
                interfaces,
                config.vlans(),
                config.accessLists(),
                config.routes(),
                zones,
                policies,
                config.wirelessNetworks());
    }

    private static DeviceConfig tunnels(DeviceConfig config, UnaryOperator<Tunnel> change) {
        return with(
                config,
                config.interfaces().stream()
                        .map(i ->
                                i.mode() instanceof InterfaceMode.TunnelInterface(var tunnel)
                                        ? new InterfaceConfig(
                                                i.name(),
                                                i.description(),
                                                i.enabled(),
                                                new InterfaceMode.TunnelInterface(
                                                        change.apply(tunnel)),
                                                i.addresses(),
                                                i.ingress())
                                        : i)
                        .toList(),
                config.securityZones(),
                config.zonePolicies());
    }

    private static FilterRule rule(String name, Prefix from, Prefix to, Service service) {
        return new FilterRule(name, new PacketMatch(from, to, service), Verdict.PERMIT, true);
    }

    private static DeviceConfig policy(
            DeviceConfig config, String from, String to, FilterRule rule) {
        var one = new SecurityZoneName(from);
        var other = new SecurityZoneName(to);
        var rules = new ArrayList<>(List.of(rule));
        config.policy(one, other).ifPresent(p -> rules.addAll(p.rules()));
        var policies =
                new ArrayList<>(
                        config.zonePolicies().stream()
                                .filter(p -> !p.from().equals(one) || !p.to().equals(other))
                                .toList());
        policies.add(new ZonePolicy(one, other, rules));
        return with(config, config.interfaces(), config.securityZones(), policies);
    }

    @Test
    void as_it_was_compiled_it_holds() {
        var proof = proof(c -> c);
        assertThat(proof.holds()).as(proof.toString()).isTrue();
    }

    @Test
    void without_its_tunnel_nothing_gets_through_and_nothing_goes_in_the_clear() {
        var proof =
                proof(c ->
                        with(
                                c,
                                c.interfaces().stream()
                                        .filter(i ->
                                                !(i.mode()
                                                        instanceof InterfaceMode.TunnelInterface))
                                        .toList(),
                                c.securityZones(),
                                c.zonePolicies()));
        assertThat(codes(proof)).contains("TUNNEL_MISSING");
        assertThat(claims(proof)).containsOnly(Claim.NOTHING_APPROVED_IS_BLOCKED);
    }

    @Test
    void what_is_let_out_into_the_wan_in_the_clear_is_a_counter_example_though_a_tunnel_is_there() {
        for (var family : Family.values()) {
            var far =
                    VIEW.tunnels().stream()
                            .filter(t -> t.tunnel().family() == family)
                            .findFirst()
                            .orElseThrow()
                            .tunnel();
            var open =
                    rule(
                            "in-the-clear",
                            far.here().getFirst(),
                            far.there().getFirst(),
                            Service.tcp(8080));
            var proof = proof(c -> policy(c, "it", "wan", open));
            assertThat(claims(proof)).containsOnly(Claim.NO_UNDOCUMENTED_PATH);
            assertThat(proof.counterExamples().toString()).contains("from zone it to zone wan");
        }
    }

    @Test
    void who_takes_the_far_addresses_on_the_wan_itself_is_not_let_in_as_the_other_site() {
        var far = VIEW.tunnels().getFirst().tunnel();
        var open = rule("forged", far.there().getFirst(), far.here().getFirst(), Service.tcp(8080));
        assertThat(claims(proof(c -> policy(c, "wan", "it", open))))
                .containsOnly(Claim.NO_UNDOCUMENTED_PATH);
    }

    @Test
    void what_was_not_agreed_on_does_not_come_out_of_a_tunnel_whatever_a_policy_permits() {
        var far = "it-dmz-at-ss-04";
        var others = rule("others", Prefix.of("10.4.40.0/24"), WW_PLC, Service.tcp(502));
        var agreed =
                rule(
                        "agreed",
                        VIEW.tunnels().getFirst().tunnel().there().getFirst(),
                        VIEW.tunnels().getFirst().tunnel().here().getFirst(),
                        Service.tcp(502));

        assertThat(proof(c -> policy(c, far, "ot", others)).counterExamples()).isEmpty();
        assertThat(claims(proof(c -> policy(c, far, "it", agreed))))
                .containsOnly(Claim.NO_UNDOCUMENTED_PATH);
    }

    private static IpAddress stranger(Family family) {
        return IpAddress.of(family == Family.IPV4 ? "192.0.2.66" : "2001:db8:bad::66");
    }

    @Test
    void a_tunnel_to_somebody_else_is_the_wan() {
        var proof =
                proof(c ->
                        tunnels(
                                c,
                                t ->
                                        new Tunnel(
                                                t.local(),
                                                stranger(t.family()),
                                                t.here(),
                                                t.there(),
                                                t.proposal())));
        assertThat(codes(proof)).contains("TUNNEL_MISSING", "TUNNEL_NOT_IN_PLAN");
        assertThat(claims(proof))
                .contains(Claim.NOTHING_APPROVED_IS_BLOCKED, Claim.NO_UNDOCUMENTED_PATH);
    }

    @Test
    void a_tunnel_that_carries_more_than_was_planned_is_found() {
        var proof =
                proof(c ->
                        tunnels(
                                c,
                                t ->
                                        new Tunnel(
                                                t.local(),
                                                t.remote(),
                                                List.of(Prefix.every(t.family())),
                                                t.there(),
                                                t.proposal())));
        assertThat(codes(proof)).contains("TUNNEL_NOT_IN_PLAN");
        assertThat(proof.holds()).isFalse();
    }

    @Test
    void a_tunnel_needs_the_address_it_begins_at() {
        var proof =
                proof(c ->
                        with(
                                c,
                                c.interfaces().stream()
                                        .map(i ->
                                                i.name().equals("wan0")
                                                        ? new InterfaceConfig(
                                                                i.name(),
                                                                i.description(),
                                                                false,
                                                                i.mode(),
                                                                i.addresses(),
                                                                i.ingress())
                                                        : i)
                                        .toList(),
                                c.securityZones(),
                                c.zonePolicies()));
        assertThat(claims(proof)).contains(Claim.NOTHING_APPROVED_IS_BLOCKED);
        assertThat(proof.counterExamples().toString()).contains("it-dmz-at-ss-04");
    }

    private static DeviceConfig wanInbound(DeviceConfig config, List<FilterRule> rules) {
        return with(
                config,
                config.interfaces(),
                config.securityZones().stream()
                        .map(z ->
                                z.name().value().equals("wan")
                                        ? new SecurityZone(z.name(), z.interfaces(), rules)
                                        : z)
                        .toList(),
                config.zonePolicies());
    }

    @Test
    void a_firewall_that_does_not_hear_the_other_end_or_hears_everybody_is_found() {
        assertThat(codes(proof(c -> wanInbound(c, List.of())))).contains("TUNNEL_CANNOT_COME_UP");
        var everybody = rule("ike", Prefix.EVERY_IPV4, Prefix.EVERY_IPV4, Service.udp(500));
        assertThat(claims(proof(c -> wanInbound(c, List.of(everybody)))))
                .contains(Claim.DEVICES_ARE_CLOSED);
    }

    @Test
    void a_tunnel_bent_by_hand_is_drift_that_closes_what_was_approved_and_opens_what_was_not() {
        var site = Situation.of(VIEW.model(), VIEW.plan(), COMPILED.devices());
        var bent =
                changed(c ->
                        tunnels(
                                c,
                                t ->
                                        t.family() == Family.IPV6
                                                ? t
                                                : new Tunnel(
                                                        t.local(),
                                                        IpAddress.of("192.0.2.66"),
                                                        t.here(),
                                                        t.there(),
                                                        t.proposal())));
        var drifts = SiteDrift.of(site, bent, COMPILED);

        assertThat(drifts).hasSize(1);
        assertThat(drifts.getFirst().lines().toString())
                .contains("tunnel from 198.51.100.1 to 192.0.2.66");
        assertThat(drifts.getFirst().grade()).isNotEqualTo(DriftGrade.NOT_JUDGED);
        assertThat(drifts.getFirst().example()).isPresent();
    }
}
