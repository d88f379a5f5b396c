package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.diff.FlowDiff;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The reference sites as compiled: proved as they are, refused as soon as a rule differs. */
class CompiledMutantsTest {

    private static final ZoneModel MODEL = Blueprint.reference();

    private static SitePlan plan(int number) {
        return Blueprint.sitePlan(
                new SiteId("site-" + number), "Site " + number, "Europe/Berlin", number);
    }

    @Test
    void every_reference_site_is_proved_and_opens_nothing_to_the_plant_but_by_the_jump_host() {
        for (int number : new int[] {1, 3, 4, 250}) {
            var plan = plan(number);
            var compiled = PolicyCompiler.compile(MODEL, plan);
            var proof = SiteProof.prove(MODEL, plan, compiled.devices());
            assertThat(proof.counterExamples()).isEmpty();
            assertThat(proof.findings()).noneMatch(Finding::blocks);
            assertThat(proof.certificate().pairs())
                    .filteredOn(pair -> pair.to().equals("ot"))
                    .extracting(Certificate.ZonePair::from)
                    .containsExactly("ot-dmz");
        }
    }

    @Test
    void a_mutant_is_proved_exactly_if_it_lets_the_same_packets_through() {
        var plan = plan(1);
        var compiled = PolicyCompiler.compile(MODEL, plan).devices();
        Seeded.cases(
                40,
                random -> {
                    var mutant = mutant(random, compiled);
                    var differs =
                            FlowDiff.between(MODEL, plan, compiled, MODEL, plan, mutant)
                                    .pairs()
                                    .stream()
                                    .anyMatch(p -> !p.to().endsWith("itself"));
                    var proof = SiteProof.prove(MODEL, plan, mutant);
                    var refused =
                            proof.counterExamples().stream()
                                    .anyMatch(e ->
                                            e.claim() == CounterExample.Claim.NO_UNDOCUMENTED_PATH
                                                    || e.claim()
                                                            == CounterExample.Claim
                                                                    .NOTHING_APPROVED_IS_BLOCKED);
                    assertThat(refused).as(mutant.toString()).isEqualTo(differs);
                });
    }

    private static Map<DeviceSlot, DeviceConfig> mutant(
            Random random, Map<DeviceSlot, DeviceConfig> configs) {
        var slots = List.copyOf(configs.keySet());
        var mutant = new TreeMap<>(configs);
        mutant.compute(
                slots.get(random.nextInt(slots.size())),
                (_, config) -> {
                    var lists = new ArrayList<>(config.accessLists());
                    int chosen = random.nextInt(lists.size());
                    lists.set(chosen, mutant(random, lists.get(chosen)));
                    return new DeviceConfig(
                            config.interfaces(), config.vlans(), lists, config.routes());
                });
        return mutant;
    }

    private static AccessList mutant(Random random, AccessList list) {
        var rules = new ArrayList<>(list.rules());
        int at = random.nextInt(rules.size());
        var rule = rules.get(at);
        switch (random.nextInt(4)) {
            case 0 -> rules.remove(at);
            case 1 -> Collections.swap(rules, at, random.nextInt(rules.size()));
            case 2 ->
                    rules.set(
                            at,
                            new FilterRule(
                                    rule.name(),
                                    rule.match(),
                                    rule.verdict() == Verdict.PERMIT
                                            ? Verdict.DENY
                                            : Verdict.PERMIT,
                                    rule.log()));
            default ->
                    rules.set(
                            at,
                            new FilterRule(
                                    rule.name(),
                                    new PacketMatch(
                                            Prefix.every(list.family()),
                                            rule.match().destination(),
                                            rule.match().service()),
                                    rule.verdict(),
                                    rule.log()));
        }
        return new AccessList(list.name(), list.family(), rules);
    }
}
