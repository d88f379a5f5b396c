package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.brownfield.BrownfieldImport;
import io.holdfast.core.brownfield.Inherited;
import io.holdfast.core.brownfield.InheritedConduits;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.Finding;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.dialect.junos.JunosDialect;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was there before Holdfast is read, proved to be what the device did, and asked about. */
@Timeout(120)
final class BrownfieldTest {

    private static final LocalDate SPRING = LocalDate.of(2027, 3, 31);
    private static final SitePlan PLAN =
            Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);

    private static DeviceConfig read(DeviceDialect dialect, String text) {
        return switch (dialect.read(text)) {
            case ReadResult.Read(var config) -> config;
            case ReadResult.Unreadable(var reason) -> throw new AssertionError(reason);
        };
    }

    private static BrownfieldImport.Draft imported(DeviceConfig config, int permits) {
        var draft = BrownfieldImport.read(config, Blueprint.reference(), PLAN, SPRING);
        assertThat(draft.equal()).isTrue();
        // An interface without a list is told beside the rules.
        assertThat(
                        draft.rules().stream()
                                .map(Inherited::rule)
                                .filter(r -> !r.startsWith("no-list-"))
                                .collect(Collectors.toSet()))
                .hasSize(permits);
        return draft;
    }

    /** Counts by code, as a person sees the list of findings first. */
    private static Map<String, Long> findings(DeviceConfig config) {
        return SiteProof.prove(Blueprint.reference(), PLAN, Map.of(new DeviceSlot("fw-1"), config))
                .findings()
                .stream()
                .collect(Collectors.groupingBy(Finding::code, TreeMap::new, Collectors.counting()));
    }

    private static void same(List<FilterRule> told, List<FilterRule> read) {
        var space = PacketSpace.create();
        assertThat(space.permitted(read).intersect(space.every(Family.IPV4)))
                .isEqualTo(space.permitted(told));
        assertThat(space.permitted(told).isEmpty()).isFalse();
    }

    @Test
    void R30_ten_years_of_rules_read_from_a_running_device_are_all_proposed_or_retired()
            throws IOException {
        var grown = new TenYears();
        var dialect = new IetfDialect();
        try (var plant = SimulatedPlant.start();
                var transport = new NetconfTransport();
                var session = plant.open(transport, "fw-1")) {
            assertThat(session.stage(new Rendered("typed by hand", grown.ietf("lan1"))))
                    .isEqualTo(new Outcome.Done());
            assertThat(session.apply(Duration.ofMinutes(1), "grown")).isEqualTo(new Outcome.Done());
            assertThat(session.confirm("grown")).isEqualTo(new Outcome.Done());
            var owned = dialect.owns(session.facts().capabilities());
            var running = session.readRunning(owned);
            assertThat(running).isInstanceOf(RunningResult.Running.class);
            var config = read(dialect, ((RunningResult.Running) running).text());
            var list =
                    config.accessLists().stream()
                            .filter(l -> l.name().value().equals("grown"))
                            .findFirst()
                            .orElseThrow();
            assertThat(list.rules()).hasSize(300).isEqualTo(grown.rules());
            same(grown.rules(), list.rules());
            var permits = grown.rules().stream().filter(r -> r.verdict() == Verdict.PERMIT).count();
            var draft =
                    imported(
                            new DeviceConfig(
                                    // The rules came without addresses: where they lead is open.
                                    config.interfaces().stream()
                                            .filter(i -> i.ingress().contains(list.name()))
                                            .toList(),
                                    config.vlans(),
                                    List.of(list),
                                    List.of()),
                            (int) permits);
            tell("ietf", draft, config);
        }
    }

    @Test
    void R30_the_same_ten_years_in_junos_words_are_the_same_packets_and_the_same_draft()
            throws IOException {
        var grown = new TenYears();
        var config = read(new JunosDialect(), grown.junos());
        var policy = config.zonePolicies().getFirst();
        same(grown.rules(), policy.rules());
        // "any" to "any" stands for both families and becomes two rules.
        var permits =
                new TreeSet<>(
                        policy.rules().stream()
                                .filter(r -> r.verdict() == Verdict.PERMIT)
                                .map(FilterRule::name)
                                .toList());
        var draft = imported(config, permits.size());
        tell("junos", draft, config);
    }

    private static void tell(String dialect, BrownfieldImport.Draft draft, DeviceConfig config) {
        var inherited =
                InheritedConduits.of(
                        draft.rules(),
                        Blueprint.reference(),
                        PLAN,
                        "fw-old",
                        LocalDate.of(2027, 1, 31));
        var retired =
                draft.rules().stream()
                        .filter(Inherited.Retired.class::isInstance)
                        .map(r ->
                                ((Inherited.Retired) r).because().replaceAll("ule [^ ]+", "ule N"))
                        .collect(
                                Collectors.groupingBy(b -> b, TreeMap::new, Collectors.counting()));
        System.out.println(
                dialect + ": " + inherited.conduits().size() + " conduits proposed; " + retired);
        var found = findings(config);
        System.out.println(dialect + ": " + found);
        assertThat(found).containsKeys("RULE_NEVER_REACHED", "PREFIX_IN_NO_ZONE");
        assertThat(inherited.conduits()).hasSizeGreaterThan(50);
        assertThat(retired.keySet())
                .contains("Rule N before it matches all of it.")
                .anyMatch(b -> b.startsWith("It matches the same as rule N"))
                .contains("It lets every protocol through; no conduit may do that.");
    }

    private static String sample(String name) throws IOException {
        try (var in = BrownfieldTest.class.getResourceAsStream("/brownfield/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A branch in the manner of a vendor's first examples, made here: everything out, mail in. */
    @Test
    void a_branch_firewall_with_books_sets_and_applications_is_read_and_asked_about()
            throws IOException {
        var config = read(new JunosDialect(), sample("junos-branch.xml"));
        assertThat(config.zonePolicies()).hasSize(3);
        var draft = imported(config, 7);
        assertThat(draft.rules().toString())
                .contains("because=It lets every protocol through; no conduit may do that.")
                .contains("rule=permit-web-1, from=it, to=it-dmz");
        assertThat(findings(config).keySet()).contains("RULE_WIDER_THAN_NEEDED");
    }

    /** The structure of the example in RFC 8519, appendix A.1, bound to an interface. */
    @Test
    void an_access_list_as_the_standard_documents_it_is_read_and_asked_about() throws IOException {
        var config = read(new IetfDialect(), sample("ietf-sample.xml"));
        assertThat(config.accessLists()).hasSize(1);
        var draft = imported(config, 2);
        assertThat(draft.rules().toString())
                .contains("rule=web-from-partners, from=wan, to=it-dmz");
    }

    /**
     * Names, addresses, set and policy as in "Understanding Address Sets" and "Understanding
     * Security Policy Elements" of the Junos OS Security Configuration Guide (release 10.2).
     */
    @Test
    void two_zones_with_books_of_their_own_as_the_vendors_guide_has_them_are_equal_and_asked_about()
            throws IOException {
        var config = read(new JunosDialect(), sample("junos-green-red.xml"));
        var draft = imported(config, 4);
        assertThat(draft.rules())
                .extracting(Inherited::rule)
                .containsExactlyInAnyOrder("abctopublic", "sources-1", "sources-2", "sources-3");
        assertThat(findings(config).keySet()).contains("PREFIX_IN_NO_ZONE", "RULE_REDUNDANT");
    }

    /**
     * Zones, their interfaces and their policies as "Understanding Security Zones and Policies for
     * SRX Series" (release 12.1X45) describes a branch firewall as it comes.
     */
    @Test
    void a_firewall_as_it_comes_from_its_vendor_is_equal_and_what_it_lets_through_is_to_be_retired()
            throws IOException {
        var config = read(new JunosDialect(), sample("junos-from-the-box.xml"));
        assertThat(config.securityZones()).hasSize(2);
        var draft = imported(config, 2);
        assertThat(draft.rules()).allMatch(Inherited.Retired.class::isInstance);
        assertThat(draft.rules().toString())
                .contains("It lets every protocol through; no conduit may do that.");
    }

    /**
     * Filter, term and addresses as in "Example: Configuring a Filter to Accept DHCP Packets Based
     * on Address" of the Junos OS Routing Policies guide, on an interface of the plan.
     */
    @Test
    void a_stateless_filter_as_the_vendor_documents_it_is_equal_and_asked_about()
            throws IOException {
        var config = read(new JunosDialect(), sample("junos-filter.xml"));
        assertThat(config.accessLists()).hasSize(1);
        var draft = imported(config, 1);
        assertThat(draft.rules().toString()).contains("rule=dhcp_term");
    }
}
