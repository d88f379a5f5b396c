package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.CompiledSite;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.compile.SiteToSite;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.drift.SiteDrift;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Equipment;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.dialect.junos.JunosDialect;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conduit from one site to another, told to real sessions, and packets that go or do not. */
@Timeout(120)
final class TunnelBetweenSitesTest {

    private static final DeviceSlot FW_1 = new DeviceSlot("fw-1");
    private static final SiteId WW_01 = new SiteId("ww-01");
    private static final SiteId SS_04 = new SiteId("ss-04");
    private static final List<SitePlan> PLANS =
            List.of(plan(WW_01, "Waterworks", 1), plan(SS_04, "Substation", 4));

    private static SitePlan plan(SiteId site, String name, int number) {
        return Blueprint.sitePlan(site, name, "Europe/Berlin", number, Equipment.ZONE_FIREWALL);
    }

    private static ZoneModel model() {
        var conduits = new ArrayList<>(Blueprint.reference().conduits());
        conduits.add(
                new Conduit(
                                new ConduitId("mirror"),
                                "Reports from the mirror of the substation",
                                Endpoint.of("it/reporting"),
                                Endpoint.of("it-dmz/update-mirror"),
                                List.of(Service.of("tcp/8080")),
                                "The waterworks' reporting reads what the substation mirrors.",
                                "it-operations",
                                LocalDate.of(2027, 5, 31),
                                new Scope.BetweenSites(WW_01, SS_04))
                        .protectedOnly());
        return Blueprint.reference().with(conduits);
    }

    private static SiteToSite.View view(SiteId site) {
        var plan = PLANS.stream().filter(p -> p.site().equals(site)).findFirst().orElseThrow();
        return SiteToSite.at(model(), plan, PLANS);
    }

    private static CompiledSite compiled(SiteToSite.View view) {
        return PolicyCompiler.compile(view.model(), view.plan(), List.of(FW_1));
    }

    private static DeviceDialect dialect(DeviceSession session) {
        var junos = new JunosDialect();
        return junos.recognises(session.facts().capabilities()) ? junos : new IetfDialect();
    }

    private static void tell(
            SimulatedPlant plant, NetconfTransport transport, SiteId site, CompiledSite compiled) {
        compiled.groups().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .filter(e -> !e.getKey().value().startsWith("ap-"))
                .forEach(group ->
                        transaction(
                                plant,
                                transport,
                                site,
                                group.getKey(),
                                compiled.devices().get(group.getKey())));
    }

    private static void transaction(
            SimulatedPlant plant,
            NetconfTransport transport,
            SiteId site,
            DeviceSlot slot,
            DeviceConfig told) {
        try (var first = plant.open(transport, site, slot.value())) {
            var dialect = dialect(first);
            var capabilities = first.facts().capabilities();
            assertThat(dialect.blockers(told, capabilities)).isEmpty();
            done(first.stage(dialect.render(told, capabilities)));
            done(first.validate());
            done(first.apply(Duration.ofMinutes(1), "txn-" + slot));
            try (var second = plant.open(transport, site, slot.value())) {
                assertThat(runs(second)).isEqualTo(told);
            }
            done(first.confirm("txn-" + slot));
        }
    }

    private static DeviceConfig runs(DeviceSession session) {
        var dialect = dialect(session);
        var owned = dialect.owns(session.facts().capabilities());
        if (session.readRunning(owned) instanceof RunningResult.Running(var text)) {
            return switch (dialect.read(text)) {
                case ReadResult.Read(var config) -> config;
                case ReadResult.Unreadable(var reason) -> throw new AssertionError(reason);
            };
        }
        throw new AssertionError("not read");
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Done());
    }

    private static void typed(
            SimulatedPlant plant, NetconfTransport transport, SiteId site, String edit) {
        try (var session = plant.open(transport, site, "fw-1")) {
            done(
                    session.stage(
                            new Rendered(
                                    "typed by hand",
                                    "<configuration"
                                            + " xmlns=\"http://xml.juniper.net/xnm/1.1/xnm\""
                                            + " xmlns:nc=\"urn:ietf:params:xml:ns:netconf:base:1.0\">"
                                            + edit
                                            + "</configuration>")));
            done(session.apply(Duration.ofMinutes(1), "hand"));
            done(session.confirm("hand"));
        }
    }

    private static Packet tcp(String from, String to, int source, int destination) {
        return new Packet(IpAddress.of(from), IpAddress.of(to), 6, source, destination);
    }

    /** The same question in a conversation of its own. */
    private static Packet anew(Packet question) {
        return new Packet(
                question.source(),
                question.destination(),
                question.protocol(),
                question.sourcePort() + 1,
                question.destinationPort());
    }

    private static final List<Packet> QUESTIONS =
            List.of(
                    tcp("10.1.10.20", "10.4.20.10", 50_000, 8080),
                    tcp("2001:db8:1:10::20", "2001:db8:4:20::10", 50_000, 8080));
    private static final List<Packet> ANSWERS =
            List.of(
                    tcp("10.4.20.10", "10.1.10.20", 8080, 50_000),
                    tcp("2001:db8:4:20::10", "2001:db8:1:10::20", 8080, 50_000));

    @Test
    void packets_of_the_conduit_pass_only_through_a_tunnel_that_stands_at_both_ends()
            throws IOException {
        try (var plant = SimulatedPlant.of(PLANS.get(0), PLANS.get(1));
                var transport = new NetconfTransport()) {
            var here = compiled(view(WW_01));
            tell(plant, transport, WW_01, here);
            for (var question : QUESTIONS) {
                // The other end is not there yet: nothing goes, and nothing in the clear.
                assertThat(plant.site(WW_01).probe("it", question))
                        .isInstanceOf(Fate.Dropped.class);
            }
            tell(plant, transport, SS_04, compiled(view(SS_04)));
            for (int i = 0; i < QUESTIONS.size(); i++) {
                assertThat(plant.site(SS_04).probe("it-dmz", ANSWERS.get(i)))
                        .as("unasked")
                        .isInstanceOf(Fate.Dropped.class);
                assertThat(plant.site(WW_01).probe("it", QUESTIONS.get(i)))
                        .isInstanceOfSatisfying(
                                Fate.Passed.class,
                                fate ->
                                        assertThat(fate.why())
                                                .contains("ss-04 through the tunnel"));
                assertThat(plant.site(SS_04).probe("it-dmz", ANSWERS.get(i)))
                        .isInstanceOf(Fate.Passed.class);
                assertThat(plant.site(SS_04).probe("wan", anew(QUESTIONS.get(i))))
                        .as("from the WAN, with an address of the other site")
                        .isInstanceOf(Fate.Dropped.class);
            }
            assertThat(plant.site(WW_01).probe("it", tcp("10.1.10.99", "10.4.20.10", 50_000, 8080)))
                    .as("another host")
                    .isInstanceOf(Fate.Dropped.class);
            for (var site : List.of(WW_01, SS_04)) {
                for (var device : plant.site(site).devices()) {
                    assertThat(device.reachability(6, 830))
                            .as(site + " " + device.slot())
                            .isInstanceOf(Fate.Passed.class);
                }
            }
        }
    }

    @Test
    void a_tunnel_bent_by_hand_carries_nothing_is_read_back_and_is_drift_with_a_packet()
            throws IOException {
        try (var plant = SimulatedPlant.of(PLANS.get(0), PLANS.get(1));
                var transport = new NetconfTransport()) {
            var view = view(WW_01);
            var here = compiled(view);
            tell(plant, transport, WW_01, here);
            tell(plant, transport, SS_04, compiled(view(SS_04)));
            assertThat(plant.site(WW_01).probe("it", QUESTIONS.getFirst()))
                    .isInstanceOf(Fate.Passed.class);

            typed(
                    plant,
                    transport,
                    WW_01,
                    "<groups><name>holdfast-tunnels</name><security><ike><gateway>"
                            + "<name>hf-peer-1</name><address nc:operation=\"delete\">198.51.100.4"
                            + "</address><address>192.0.2.66</address></gateway></ike></security>"
                            + "</groups>");

            assertThat(plant.site(WW_01).probe("it", QUESTIONS.getFirst()))
                    .isInstanceOf(Fate.Dropped.class);
            var running = new TreeMap<>(here.devices());
            try (var session = plant.open(transport, WW_01, "fw-1")) {
                running.put(FW_1, runs(session));
            }
            var proof = SiteProof.prove(view.model(), view.plan(), running);
            assertThat(proof.holds()).isFalse();
            assertThat(proof.counterExamples().toString()).contains("it-dmz-at-ss-04");
            var site = Situation.of(view.model(), view.plan(), here.devices());
            var drifts = SiteDrift.of(site, running, here);
            assertThat(drifts).hasSize(1);
            assertThat(drifts.getFirst().lines().toString()).contains("192.0.2.66");
            assertThat(drifts.getFirst().example()).isPresent();
        }
    }

    @Test
    void a_weaker_cipher_typed_at_both_ends_carries_packets_and_is_refused_when_read_back()
            throws IOException {
        try (var plant = SimulatedPlant.of(PLANS.get(0), PLANS.get(1));
                var transport = new NetconfTransport()) {
            var weaker =
                    "<security><ipsec><proposal><name>hf-esp</name><protocol>esp</protocol>"
                            + "<encryption-algorithm>3des-cbc</encryption-algorithm>"
                            + "</proposal></ipsec></security>";
            tell(plant, transport, WW_01, compiled(view(WW_01)));
            tell(plant, transport, SS_04, compiled(view(SS_04)));
            typed(plant, transport, WW_01, weaker);
            assertThat(plant.site(WW_01).probe("it", QUESTIONS.getFirst()))
                    .as("one end is weaker than the other")
                    .isInstanceOf(Fate.Dropped.class);
            typed(plant, transport, SS_04, weaker);
            assertThat(plant.site(WW_01).probe("it", QUESTIONS.getFirst()))
                    .isInstanceOf(Fate.Passed.class);
            try (var session = plant.open(transport, WW_01, "fw-1")) {
                var dialect = new JunosDialect();
                var owned = dialect.owns(session.facts().capabilities());
                var text = ((RunningResult.Running) session.readRunning(owned)).text();
                assertThat(dialect.read(text))
                        .isInstanceOfSatisfying(
                                ReadResult.Unreadable.class,
                                u -> assertThat(u.reason()).contains("hf-esp is in the way"));
            }
        }
    }

    @Test
    void a_vpn_with_a_shared_key_that_somebody_binds_to_a_unit_of_ours_is_seen()
            throws IOException {
        try (var plant = SimulatedPlant.of(PLANS.get(0), PLANS.get(1));
                var transport = new NetconfTransport()) {
            var here = compiled(view(WW_01));
            tell(plant, transport, WW_01, here);
            var unit =
                    told(here).interfaces().stream()
                            .filter(i -> i.mode() instanceof InterfaceMode.TunnelInterface)
                            .map(i -> i.name().replace("tunnel", "st0."))
                            .findFirst()
                            .orElseThrow();
            var secret = UUID.randomUUID().toString();
            typed(
                    plant,
                    transport,
                    WW_01,
                    "<security><ike><policy><name>branch</name><pre-shared-key><ascii-text>"
                            + secret
                            + "</ascii-text></pre-shared-key></policy><gateway><name>branch</name>"
                            + "<ike-policy>branch</ike-policy><address>192.0.2.66</address>"
                            + "</gateway></ike></security>");
            try (var session = plant.open(transport, WW_01, "fw-1")) {
                assertThat(runs(session)).as("theirs, beside ours").isEqualTo(told(here));
            }

            typed(
                    plant,
                    transport,
                    WW_01,
                    "<security><ipsec><vpn><name>branch</name><bind-interface>"
                            + unit
                            + "</bind-interface><ike><gateway>branch</gateway></ike></vpn></ipsec>"
                            + "</security>");

            try (var session = plant.open(transport, WW_01, "fw-1")) {
                var dialect = new JunosDialect();
                var owned = dialect.owns(session.facts().capabilities());
                var text = ((RunningResult.Running) session.readRunning(owned)).text();
                assertThat(text).doesNotContain(secret);
                assertThat(dialect.read(text))
                        .isInstanceOfSatisfying(
                                ReadResult.Unreadable.class,
                                u -> assertThat(u.reason()).contains("bound to its unit " + unit));
            }
        }
    }

    private static DeviceConfig told(CompiledSite compiled) {
        return Objects.requireNonNull(compiled.devices().get(FW_1));
    }

    @Test
    void a_firewall_without_its_certificate_refuses_the_tunnel_before_anything_is_applied()
            throws IOException {
        try (var plant = SimulatedPlant.of(PLANS.get(0), PLANS.get(1));
                var transport = new NetconfTransport()) {
            typed(plant, transport, WW_01, "<security><pki nc:operation=\"delete\"/></security>");
            var told = compiled(view(WW_01)).devices().get(FW_1);
            try (var session = plant.open(transport, WW_01, "fw-1")) {
                var capabilities = session.facts().capabilities();
                var staged = session.stage(new JunosDialect().render(told, capabilities));
                var outcome = staged instanceof Outcome.Done ? session.validate() : staged;
                assertThat(outcome).isNotEqualTo(new Outcome.Done());
                assertThat(outcome.toString()).contains("ca-profile");
            }
        }
    }
}
