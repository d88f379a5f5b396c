package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A space remembers much of what it was asked; none of it may show in what it says later. */
class AskedAgainTest {

    private static final ZoneModel REFERENCE = Blueprint.reference();

    private static SitePlan plan(int number) {
        return Blueprint.sitePlan(
                new SiteId("site-" + number), "Site " + number, "Europe/Berlin", number);
    }

    private static ZoneModel without(ZoneModel model, int conduit) {
        var kept = new ArrayList<>(model.conduits());
        kept.remove(conduit);
        return new ZoneModel(model.zones(), kept, List.of());
    }

    private static ZoneModel withPort(ZoneModel model, int which, int port) {
        var conduits = new ArrayList<>(model.conduits());
        var one = conduits.get(which);
        conduits.set(
                which,
                new Conduit(
                        one.id(),
                        one.name(),
                        one.from(),
                        one.to(),
                        List.of(Service.tcp(port)),
                        one.justification(),
                        one.ownerRole(),
                        one.reviewDate(),
                        one.scope()));
        return new ZoneModel(model.zones(), conduits, model.guardrails());
    }

    /** The WAN is no WAN any more: then it is not everything that no zone has. */
    private static ZoneModel withoutWan(ZoneModel model) {
        return new ZoneModel(
                model.zones().stream()
                        .map(z ->
                                z.kind() == ZoneKind.WAN
                                        ? new Zone(
                                                z.name(),
                                                ZoneKind.IT,
                                                z.slTarget(),
                                                z.ownerRole(),
                                                z.essentialFunction(),
                                                z.inside())
                                        : z)
                        .toList(),
                model.conduits(),
                model.guardrails());
    }

    private static Proof proof(PacketSpace space, ZoneModel model, SitePlan plan, ZoneModel told) {
        return proof(space, model, plan, PolicyCompiler.compile(told, plan).devices());
    }

    private static Proof proof(
            PacketSpace space,
            ZoneModel model,
            SitePlan plan,
            Map<DeviceSlot, DeviceConfig> devices) {
        return SiteProof.prove(space, Situation.of(model, plan, devices), RuleOrigins.UNKNOWN);
    }

    @Test
    void what_was_proved_before_does_not_show_in_what_is_proved_next() {
        for (long seed = 1; seed <= 4; seed++) {
            var random = new Random(seed);
            var used = PacketSpace.create();
            for (int step = 0; step < 12; step++) {
                var plan = plan(1 + random.nextInt(3));
                var which = random.nextInt(REFERENCE.conduits().size());
                var model =
                        switch (random.nextInt(4)) {
                            case 0 -> REFERENCE;
                            case 1 -> without(REFERENCE, which);
                            case 2 -> withoutWan(REFERENCE);
                            default -> withPort(REFERENCE, which, 1000 + random.nextInt(3));
                        };
                // The devices may still run what another policy says.
                var told = random.nextBoolean() ? model : REFERENCE;
                assertThat(proof(used, model, plan, told))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(proof(PacketSpace.create(), model, plan, told));
            }
        }
    }

    @Test
    void each_part_of_the_inputs_is_named_by_its_digest() {
        var plan = plan(1);
        var space = PacketSpace.create();
        var devices = new TreeMap<>(PolicyCompiler.compile(REFERENCE, plan).devices());
        var before = proof(space, REFERENCE, plan, devices).certificate().inputs();

        var other = withPort(REFERENCE, 0, 4711);
        assertThat(proof(space, other, plan, devices).certificate().inputs().get("model"))
                .isNotEqualTo(before.get("model"));
        var fewer = new ZoneModel(REFERENCE.zones(), REFERENCE.conduits(), List.of());
        assertThat(proof(space, fewer, plan, devices).certificate().inputs().get("model"))
                .isNotEqualTo(before.get("model"));

        var firewall = new DeviceSlot("fw-1");
        devices.computeIfPresent(firewall, (_, config) -> withOtherName(config));
        var renamed = proof(space, REFERENCE, plan, devices).certificate().inputs();
        assertThat(renamed.get("device fw-1")).isNotEqualTo(before.get("device fw-1"));
        assertThat(renamed.get("model")).isEqualTo(before.get("model"));
        assertThat(renamed).containsKey("device sw-1");
        assertThat(renamed.get("device sw-1")).isEqualTo(before.get("device sw-1"));
    }

    /** The same packets pass; the name of one rule is another. */
    private static DeviceConfig withOtherName(DeviceConfig config) {
        var lists = new ArrayList<>(config.accessLists());
        var first = lists.getFirst();
        var rules = new ArrayList<>(first.rules());
        var rule = rules.getFirst();
        rules.set(0, new FilterRule("renamed", rule.match(), rule.verdict(), rule.log()));
        lists.set(0, new AccessList(first.name(), first.family(), rules));
        return new DeviceConfig(
                config.interfaces(),
                config.vlans(),
                lists,
                config.routes(),
                config.securityZones(),
                config.zonePolicies(),
                config.wirelessNetworks(),
                config.bridgesOnly());
    }
}
