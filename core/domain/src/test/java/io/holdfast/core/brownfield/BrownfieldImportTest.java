package io.holdfast.core.brownfield;

import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Seeded;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.ZoneModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BrownfieldImportTest {

    private static final ZoneModel MODEL = Blueprint.reference();
    private static final SitePlan PLAN = Plant.waterworks();
    private static final LocalDate SPRING = LocalDate.of(2027, 3, 31);

    private static FilterRule rule(String name, Verdict verdict, String from, String to, String s) {
        return new FilterRule(
                name,
                new PacketMatch(
                        Prefix.of(from),
                        Prefix.of(to),
                        s.isEmpty() ? new Service.EveryProtocol() : Service.of(s)),
                verdict,
                false);
    }

    private static DeviceConfig device(List<FilterRule> rules) {
        var name = new AclName("outside-in");
        return new DeviceConfig(
                List.of(
                        new InterfaceConfig(
                                "eth0",
                                "uplink",
                                true,
                                new InterfaceMode.Routed(),
                                List.of(),
                                List.of(name))),
                List.of(),
                List.of(new AccessList(name, rules.getFirst().match().family(), rules)),
                List.of());
    }

    private static List<String> words(BrownfieldImport.Draft draft) {
        return draft.rules().stream()
                .map(r ->
                        switch (r) {
                            case Inherited.Proposed p ->
                                    p.rule()
                                            + " proposed "
                                            + p.from()
                                            + " to "
                                            + p.to()
                                            + " x"
                                            + p.flows().size();
                            case Inherited.Retired gone -> gone.rule() + " retired by " + gone.by();
                        })
                .toList();
    }

    @Test
    void every_permit_becomes_a_proposed_conduit_or_a_dated_retirement_in_both_families() {
        for (var zones :
                List.of(
                        List.of("10.1.10.0/24", "10.1.30.12"),
                        List.of("2001:db8:1:10::/64", "2001:db8:1:30::12"))) {
            var any = zones.getFirst().contains(":") ? "::/0" : "0.0.0.0/0";
            var draft =
                    BrownfieldImport.read(
                            device(
                                    List.of(
                                            rule(
                                                    "web",
                                                    Verdict.PERMIT,
                                                    zones.get(0),
                                                    zones.get(1),
                                                    "tcp/443"),
                                            rule(
                                                    "again",
                                                    Verdict.PERMIT,
                                                    zones.get(0),
                                                    zones.get(1),
                                                    "tcp/443"),
                                            rule("no", Verdict.DENY, zones.get(0), any, ""),
                                            rule(
                                                    "cut",
                                                    Verdict.PERMIT,
                                                    any,
                                                    zones.get(1),
                                                    "tcp/80"))),
                            MODEL,
                            PLAN,
                            SPRING);

            assertThat(draft.equal()).isTrue();
            assertThat(words(draft))
                    .contains(
                            "web proposed it to ot-dmz x1",
                            "again retired by 2027-03-31",
                            "cut proposed ot to ot-dmz x1",
                            "cut retired by 2027-03-31")
                    .doesNotContain("cut proposed it to ot-dmz x1");
        }
    }

    /** B-10: what is in the field already is imported, and proved to be the same. */
    @Test
    void whatever_rules_have_grown_the_draft_is_what_the_device_does() {
        Seeded.check(
                60,
                (random, size) -> {
                    var family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
                    var rules = new ArrayList<FilterRule>();
                    for (int i = 0; i < 2 * size; i++) {
                        rules.add(random(random, "r" + i, family));
                    }
                    var draft = BrownfieldImport.read(device(rules), MODEL, PLAN, SPRING);

                    assertThat(draft.equal()).isTrue();
                    assertThat(
                                    draft.rules().stream()
                                            .map(Inherited::rule)
                                            .collect(Collectors.toSet()))
                            .isEqualTo(
                                    rules.stream()
                                            .filter(r -> r.verdict() == Verdict.PERMIT)
                                            .map(FilterRule::name)
                                            .collect(Collectors.toSet()));
                });
    }

    private static FilterRule random(Random random, String name, Family family) {
        return new FilterRule(
                name,
                new PacketMatch(
                        prefix(random, family),
                        prefix(random, family),
                        random.nextInt(4) == 0
                                ? new Service.EveryProtocol()
                                : new Service.Tcp(
                                        PortRange.EVERY,
                                        new PortRange(
                                                random.nextInt(300), 300 + random.nextInt(300)))),
                random.nextInt(3) == 0 ? Verdict.DENY : Verdict.PERMIT,
                false);
    }

    private static Prefix prefix(Random random, Family family) {
        var known =
                PLAN.zones().stream()
                        .flatMap(z -> z.prefixes().stream())
                        .filter(p -> p.family() == family)
                        .toList();
        return switch (random.nextInt(4)) {
            case 0 -> Prefix.every(family);
            case 1 -> Prefix.host(known.get(random.nextInt(known.size())).first());
            case 2 -> Prefix.of(family == Family.IPV4 ? "203.0.113.0/24" : "2001:db9::/32");
            default -> known.get(random.nextInt(known.size()));
        };
    }

    @Test
    void what_holdfast_itself_compiled_comes_back_as_its_conduits() {
        var model = with(Blueprint.reference(), Plant.vendorAccess());
        var config = PolicyCompiler.compile(model, PLAN).devices().get(new DeviceSlot("fw-1"));
        var draft = BrownfieldImport.read(config, model, PLAN, SPRING);

        assertThat(draft.equal()).isTrue();
        assertThat(words(draft))
                .contains(
                        "historian-read.1 proposed it to ot-dmz x1",
                        "vendor-access.1 proposed remote-access to ot-dmz x1",
                        "updates-fetch.1 proposed ot to ot-dmz x1");
    }
}
