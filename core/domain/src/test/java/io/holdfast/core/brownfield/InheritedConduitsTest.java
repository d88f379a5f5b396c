package io.holdfast.core.brownfield;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Seeded;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.SiteFlows;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.ZoneModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a stateful firewall did for years, as a draft of the model. */
class InheritedConduitsTest {

    private static final ZoneModel MODEL = Blueprint.reference();
    private static final SitePlan PLAN = Plant.waterworks();
    private static final LocalDate SPRING = LocalDate.of(2027, 3, 31);
    private static final SecurityZoneName TRUST = new SecurityZoneName("trust");
    private static final SecurityZoneName UNTRUST = new SecurityZoneName("untrust");

    private static DeviceConfig firewall(List<FilterRule> rules) {
        return new DeviceConfig(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new SecurityZone(TRUST, List.of(), List.of()),
                        new SecurityZone(UNTRUST, List.of(), List.of())),
                List.of(new ZonePolicy(TRUST, UNTRUST, rules)),
                List.of());
    }

    private static FilterRule permit(String name, String from, String to, String service) {
        return new FilterRule(
                name,
                new PacketMatch(
                        Prefix.of(from),
                        Prefix.of(to),
                        service.isEmpty() ? new Service.EveryProtocol() : Service.of(service)),
                Verdict.PERMIT,
                false);
    }

    @Test
    void R30_every_permit_becomes_a_conduit_somebody_must_explain_or_is_retired_by_a_date() {
        var rules =
                List.of(
                        permit("mail-mueller-2014", "10.1.10.0/24", "0.0.0.0/0", "tcp/25"),
                        permit("mail-neu", "10.1.10.7", "203.0.113.5", "tcp/25"),
                        permit("test-bitte-loeschen", "10.1.20.0/24", "10.1.30.0/24", ""),
                        permit("alt-lager", "192.168.9.0/24", "10.1.30.12", "tcp/1433"));
        var draft = BrownfieldImport.read(firewall(rules), MODEL, PLAN, SPRING);
        assertThat(draft.equal()).isTrue();
        assertThat(draft.rules())
                .filteredOn(Inherited.Retired.class::isInstance)
                .extracting(r -> r.rule() + ": " + ((Inherited.Retired) r).because())
                .containsExactly(
                        "mail-mueller-2014: What it lets through beside the proposed conduits"
                                + " joins no two zones.",
                        "mail-neu: Rule mail-mueller-2014 before it matches all of it.",
                        "test-bitte-loeschen: It lets every protocol through; no conduit may do"
                                + " that.");

        var inherited =
                InheritedConduits.of(
                        draft.rules(), MODEL, PLAN, "fw-old", LocalDate.of(2027, 1, 31));
        assertThat(inherited.conduits())
                .extracting(c -> c.from() + " -> " + c.to() + " " + c.services() + " " + c.name())
                .contains(
                        "it/inherited-a426c6f5 -> wan [tcp/25] fw-old trust to untrust"
                                + " mail-mueller-2014")
                .contains(
                        "wan/inherited-68042434 -> ot-dmz/inherited-aebb20cf [tcp/1433] fw-old"
                                + " trust to untrust alt-lager");
        for (var conduit : inherited.conduits()) {
            assertThat(ModelCheck.checkNewConduit(conduit, Blueprint.reference(), Plant.TODAY))
                    .extracting(ModelProblem::code)
                    .contains("CONDUIT_WITHOUT_JUSTIFICATION", "CONDUIT_WITHOUT_OWNER");
        }
    }

    /** In both families: what the conduits let open is what the proposals say, to the packet. */
    @Test
    void the_conduits_together_are_the_proposals_together() {
        Seeded.check(
                40,
                (random, size) -> {
                    var rules = new ArrayList<FilterRule>();
                    for (int i = 0; i < size; i++) {
                        rules.add(random(random, "r" + i));
                    }
                    var draft = BrownfieldImport.read(firewall(rules), MODEL, PLAN, SPRING);
                    assertThat(draft.equal()).isTrue();
                    var inherited =
                            InheritedConduits.of(draft.rules(), MODEL, PLAN, "fw-old", SPRING);
                    var space = PacketSpace.create();
                    var model = Blueprint.reference().with(inherited.conduits());
                    var flows =
                            SiteFlows.of(space, Situation.of(model, inherited.plan(), Map.of()));
                    var opened = space.empty();
                    var proposed = space.empty();
                    for (var rule : draft.rules()) {
                        if (rule instanceof Inherited.Proposed(_, _, _, _, var matches)) {
                            for (var match : matches) {
                                proposed = proposed.union(space.of(match));
                            }
                        }
                    }
                    for (var flow : flows.conduits()) {
                        opened = opened.union(flow.forward());
                    }
                    // What no router forwards is in a rule's addresses and in no conduit.
                    var onLink = space.empty();
                    for (var family : Family.values()) {
                        var prefixes = OnLink.prefixes(family);
                        onLink = onLink.union(space.from(prefixes)).union(space.to(prefixes));
                    }
                    assertThat(opened).isEqualTo(proposed.minus(onLink));
                });
    }

    private static FilterRule random(Random random, String name) {
        var family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
        return new FilterRule(
                name,
                new PacketMatch(
                        prefix(random, family),
                        prefix(random, family),
                        Service.of(
                                List.of("tcp/443", "udp/53", "tcp/1-1024").get(random.nextInt(3)))),
                random.nextInt(4) == 0 ? Verdict.DENY : Verdict.PERMIT,
                false);
    }

    private static Prefix prefix(Random random, Family family) {
        var known =
                PLAN.zones().stream()
                        .flatMap(z -> z.prefixes().stream())
                        .filter(p -> p.family() == family)
                        .toList();
        return switch (random.nextInt(5)) {
            case 0 -> Prefix.every(family);
            case 1 -> Prefix.host(known.get(random.nextInt(known.size())).last());
            case 2 -> Prefix.of(family == Family.IPV4 ? "203.0.113.0/24" : "2001:db9::/32");
            case 3 -> Prefix.of(family == Family.IPV4 ? "10.0.0.0/8" : "2001:db8::/32");
            default -> known.get(random.nextInt(known.size()));
        };
    }
}
