package io.holdfast.core.brownfield;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Seeded;
import io.holdfast.core.brownfield.BrownfieldImport.Draft;
import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.ZoneModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A rule speaks for what stands on its side of the device, and for what its routes lead to. */
class SidesOfADeviceTest {

    private static final ZoneModel MODEL = Blueprint.reference();
    private static final SitePlan PLAN = Plant.waterworks();
    private static final LocalDate SPRING = LocalDate.of(2027, 3, 31);

    /** The sides of the device, each with its addresses. */
    private static final List<String> SIDES = List.of("it", "ot-dmz", "ot", "wan");

    private static InterfaceConfig part(String name, List<String> addresses, String... lists) {
        return new InterfaceConfig(
                name,
                "",
                true,
                new InterfaceMode.Routed(),
                addresses.stream().map(InterfaceAddress::of).toList(),
                List.of(lists).stream().map(AclName::new).toList());
    }

    private static List<InterfaceConfig> parts(String... lists) {
        return List.of(
                part("it", List.of("10.1.10.1/24", "2001:db8:1:10::1/64"), lists),
                part("ot-dmz", List.of("10.1.30.1/24", "2001:db8:1:30::1/64"), "shut"),
                part("ot", List.of("10.1.40.1/24", "2001:db8:1:40::1/64"), "shut"),
                part("wan", List.of("198.51.100.2/24", "2001:db8:ffff::2/64"), "shut"));
    }

    private static List<StaticRoute> routes() {
        return List.of(
                new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("198.51.100.1")),
                new StaticRoute(Prefix.EVERY_IPV6, IpAddress.of("2001:db8:ffff::1")));
    }

    private static FilterRule permit(String name, String from, String to, String service) {
        return new FilterRule(
                name,
                new PacketMatch(Prefix.of(from), Prefix.of(to), Service.of(service)),
                Verdict.PERMIT,
                false);
    }

    private static DeviceConfig router(List<InterfaceConfig> parts, FilterRule... rules) {
        return new DeviceConfig(
                parts,
                List.of(),
                List.of(
                        new AccessList(
                                new AclName("in"), rules[0].match().family(), List.of(rules))),
                routes());
    }

    private static DeviceConfig firewall(String from, String to, FilterRule... rules) {
        var zones =
                SIDES.stream()
                        .map(s -> new SecurityZone(new SecurityZoneName(s), List.of(s), List.of()))
                        .toList();
        return new DeviceConfig(
                parts().stream().map(p -> part(p.name(), texts(p))).toList(),
                List.of(),
                List.of(),
                routes(),
                zones,
                List.of(
                        new ZonePolicy(
                                new SecurityZoneName(from),
                                new SecurityZoneName(to),
                                List.of(rules))),
                List.of());
    }

    private static List<String> texts(InterfaceConfig part) {
        return part.addresses().stream().map(InterfaceAddress::toString).toList();
    }

    private static Draft read(DeviceConfig config) {
        return BrownfieldImport.read(config, MODEL, PLAN, SPRING);
    }

    private static List<String> proposed(Draft draft) {
        return draft.rules().stream()
                .filter(Inherited.Proposed.class::isInstance)
                .map(Inherited.Proposed.class::cast)
                .map(p -> p.rule() + " " + p.from() + " to " + p.to())
                .toList();
    }

    private static List<String> retired(Draft draft) {
        return draft.rules().stream()
                .filter(Inherited.Retired.class::isInstance)
                .map(Inherited.Retired.class::cast)
                .map(r -> r.list() + " " + r.rule() + ": " + r.because())
                .toList();
    }

    @Test
    void a_rule_between_two_security_zones_joins_only_what_stands_there() {
        for (var any : List.of("0.0.0.0/0", "::/0")) {
            var draft = read(firewall("it", "wan", permit("web", any, any, "tcp/443")));
            assertThat(proposed(draft)).containsExactly("web it to wan");
            assertThat(draft.equal()).isTrue();
            var back = read(firewall("wan", "ot-dmz", permit("mail", any, any, "tcp/25")));
            assertThat(proposed(back)).containsExactly("mail wan to ot-dmz");
            assertThat(back.equal()).isTrue();
        }
    }

    @Test
    void a_list_speaks_for_the_side_it_is_bound_to_and_what_is_routed_there() {
        var draft =
                read(
                        router(
                                parts("in", "shut6"),
                                permit("web", "0.0.0.0/0", "0.0.0.0/0", "tcp/443")));
        assertThat(proposed(draft))
                .containsExactly("web it to wan", "web it to ot-dmz", "web it to ot");
        assertThat(retired(draft))
                .containsExactly(
                        "in web: Beside the proposed conduits it lets through only what does not"
                                + " stand on its side of the device or on another.");
        assertThat(draft.equal()).isTrue();
    }

    @Test
    void behind_a_transit_stands_what_is_routed_over_it() {
        var parts =
                List.of(
                        part("core", List.of("10.255.0.1/30"), "in"),
                        part("wan", List.of("198.51.100.2/24"), "shut"));
        var config =
                new DeviceConfig(
                        parts,
                        List.of(),
                        List.of(
                                new AccessList(
                                        new AclName("in"),
                                        Family.IPV4,
                                        List.of(
                                                permit(
                                                        "out",
                                                        "0.0.0.0/0",
                                                        "0.0.0.0/0",
                                                        "tcp/443")))),
                        List.of(
                                new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("198.51.100.1")),
                                new StaticRoute(
                                        Prefix.of("10.1.30.0/24"), IpAddress.of("10.255.0.2"))));
        assertThat(proposed(read(config))).containsExactly("out ot-dmz to wan");
        assertThat(read(config).equal()).isTrue();
    }

    @Test
    void an_interface_without_a_list_is_told_with_everything_it_lets_in() {
        var parts = new ArrayList<>(parts("in"));
        parts.set(2, part("ot", List.of("10.1.40.1/24", "2001:db8:1:40::1/64")));
        var draft = read(router(parts, permit("web", "10.1.10.0/24", "10.1.30.12", "tcp/443")));
        assertThat(draft.equal()).isTrue();
        assertThat(retired(draft))
                .containsExactly(
                        "it without a list for IPv6 no-list-IPv6: It lets every protocol through;"
                                + " no conduit may do that.",
                        "ot without a list for IPv4 no-list-IPv4: It lets every protocol through;"
                                + " no conduit may do that.",
                        "ot without a list for IPv6 no-list-IPv6: It lets every protocol through;"
                                + " no conduit may do that.");
    }

    @Test
    void a_rule_behind_a_narrower_permit_is_proposed_and_one_behind_a_denial_says_so() {
        var host = permit("one", "10.1.10.7", "10.1.30.12", "tcp/443");
        var wide = permit("all", "10.1.10.0/24", "10.1.30.12", "tcp/443");
        var draft = read(router(parts("in", "shut6"), host, wide));
        assertThat(proposed(draft)).containsExactly("one it to ot-dmz", "all it to ot-dmz");
        assertThat(retired(draft)).isEmpty();
        assertThat(draft.equal()).isTrue();

        var denied =
                read(
                        router(
                                parts("in", "shut6"),
                                new FilterRule("no", host.match(), Verdict.DENY, false),
                                wide));
        assertThat(proposed(denied)).isEmpty();
        assertThat(retired(denied))
                .containsExactly(
                        "in all: Rules before it deny a part of what it lets through between two"
                                + " zones.");
        assertThat(denied.equal()).isTrue();
    }

    @Test
    void a_zone_on_two_sides_makes_no_conduit_that_would_open_the_other_side_too() {
        var parts = new ArrayList<>(parts("in", "shut6"));
        parts.set(0, part("it", List.of("10.1.10.1/25"), "in", "shut6"));
        parts.set(2, part("it-2", List.of("10.1.10.129/25"), "shut"));
        var draft = read(router(parts, permit("web", "10.1.10.0/24", "10.1.30.12", "tcp/443")));
        assertThat(proposed(draft)).isEmpty();
        assertThat(retired(draft))
                .anyMatch(r -> r.contains("it would open more than the device lets through"));
        assertThat(draft.equal()).isTrue();
    }

    @Test
    void a_rule_for_the_device_itself_leads_to_no_other_side() {
        var draft =
                read(
                        router(
                                parts("in", "shut6"),
                                permit("ssh", "10.1.10.7", "10.1.10.1", "tcp/22")));
        assertThat(retired(draft))
                .containsExactly("in ssh: It leads to no other side of the device.");
        assertThat(draft.equal()).isTrue();
    }

    /** The proof can say no: of one conduit too few, too many or too wide. */
    @Test
    void what_is_not_what_the_device_did_is_said_to_differ() {
        var space = PacketSpace.create();
        var rules =
                List.of(
                        permit("web", "10.1.10.0/24", "10.1.30.12", "tcp/443"),
                        permit("sql", "10.1.10.7", "10.1.30.13", "tcp/1433"));
        var config = router(parts("in", "shut6"), rules.toArray(FilterRule[]::new));
        var sides = new Sides(space, config, new ZoneAddresses(MODEL, PLAN).inside());
        var side = sides.all().getFirst();
        var honest = sides.from(side.name(), sides.toOthers(side));
        var effect =
                new DeviceEffect(space, sides.crossing(), space.permitted(rules).intersect(honest));
        var inherited = InheritedConduits.of(read(config).rules(), MODEL, PLAN, "fw", SPRING);
        var opened = effect.opened(inherited.conduits(), MODEL, inherited.plan());
        assertThat(effect.is(opened, space.empty())).isTrue();
        assertThat(effect.is(opened.subList(1, 2), space.empty())).isFalse();
        assertThat(effect.is(opened.subList(1, 2), opened.getFirst())).isTrue();
        var wider = space.of(permit("x", "10.1.10.0/24", "10.1.30.13", "tcp/1433").match());
        assertThat(effect.allows(wider)).isFalse();
        assertThat(effect.is(List.of(opened.getFirst(), wider), space.empty())).isFalse();
        assertThat(effect.allows(opened.getFirst())).isTrue();
    }

    private static String host(Random random, String side, Family family) {
        int host = 2 + random.nextInt(12);
        boolean old = family == Family.IPV4;
        return switch (side) {
            case "it" -> (old ? "10.1.10." : "2001:db8:1:10::") + host;
            case "ot-dmz" -> (old ? "10.1.30." : "2001:db8:1:30::") + host;
            case "ot" -> (old ? "10.1.40." : "2001:db8:1:40::") + host;
            default -> (old ? "203.0.113." : "2001:db9::") + host;
        };
    }

    private static String prefix(Random random, Family family) {
        var side = SIDES.get(random.nextInt(SIDES.size()));
        var host = host(random, side, family);
        return switch (random.nextInt(4)) {
            case 0 -> host;
            case 1 -> Prefix.every(family).toString();
            default ->
                    Prefix.around(IpAddress.of(host), family == Family.IPV4 ? 24 : 64).toString();
        };
    }

    /** By hand: the side of the source, its list, first match; packets between zones only. */
    @Test
    void no_conduit_opens_a_packet_that_the_device_dropped() {
        Seeded.check(
                30,
                (random, size) -> {
                    var family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
                    var rules = new ArrayList<FilterRule>();
                    for (int i = 0; i <= size; i++) {
                        var rule =
                                permit(
                                        "r" + i,
                                        prefix(random, family),
                                        prefix(random, family),
                                        List.of("tcp/443", "tcp/1-1024").get(random.nextInt(2)));
                        rules.add(
                                random.nextInt(3) == 0
                                        ? new FilterRule(
                                                rule.name(), rule.match(), Verdict.DENY, false)
                                        : rule);
                    }
                    var config = router(parts("in", "shut6"), rules.toArray(FilterRule[]::new));
                    var draft = read(config);
                    assertThat(draft.equal()).isTrue();
                    var inherited = InheritedConduits.of(draft.rules(), MODEL, PLAN, "fw", SPRING);
                    var space = PacketSpace.create();
                    var opened =
                            new DeviceEffect(space, space.every(), space.every())
                                    .opened(inherited.conduits(), MODEL, inherited.plan());
                    for (int i = 0; i < 60; i++) {
                        var to = SIDES.get(1 + random.nextInt(3));
                        var packet =
                                new Packet(
                                        IpAddress.of(host(random, "it", family)),
                                        IpAddress.of(host(random, to, family)),
                                        6,
                                        40000,
                                        List.of(80, 443, 2000).get(random.nextInt(3)));
                        boolean passes =
                                rules.stream()
                                        .filter(r -> space.of(r.match()).contains(packet))
                                        .findFirst()
                                        .filter(r -> r.verdict() == Verdict.PERMIT)
                                        .isPresent();
                        if (opened.stream().anyMatch(o -> o.contains(packet))) {
                            assertThat(passes).as(packet + " " + rules).isTrue();
                        }
                    }
                });
    }
}
