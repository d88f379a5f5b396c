package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PacketSetTest {

    private static final List<Packet> PACKETS = HeaderSpace.packets();

    private static PacketMatch match(String from, String to, String service) {
        return new PacketMatch(Prefix.of(from), Prefix.of(to), Service.of(service));
    }

    /** A random expression, as a set and as a yes-or-no question. */
    private record Expression(PacketSet set, Predicate<Packet> holds) {}

    private static Expression expression(PacketSpace space, Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            var match = HeaderSpace.match(random, HeaderSpace.family(random));
            return new Expression(space.of(match), p -> HeaderSpace.matches(match, p));
        }
        var a = expression(space, random, depth - 1);
        var b = expression(space, random, depth - 1);
        return switch (random.nextInt(3)) {
            case 0 -> new Expression(a.set().union(b.set()), a.holds().or(b.holds()));
            case 1 -> new Expression(a.set().intersect(b.set()), a.holds().and(b.holds()));
            default -> new Expression(a.set().minus(b.set()), a.holds().and(b.holds().negate()));
        };
    }

    @Test
    void every_expression_holds_exactly_the_packets_it_should() {
        Seeded.cases(
                120,
                random -> {
                    var space = PacketSpace.create();
                    var expression = expression(space, random, 4);
                    for (var packet : PACKETS) {
                        if (expression.set().contains(packet) != expression.holds().test(packet)) {
                            throw new AssertionError(packet + " in " + expression.set());
                        }
                    }
                });
    }

    @Test
    void every_access_list_passes_exactly_what_its_rules_say_in_order() {
        Seeded.cases(
                120,
                random -> {
                    var space = PacketSpace.create();
                    var list = HeaderSpace.list(random, 12);
                    var passing = space.permitted(list);
                    for (var packet : PACKETS) {
                        if (passing.contains(packet) != HeaderSpace.passes(list, packet)) {
                            throw new AssertionError(packet + " by " + list);
                        }
                    }
                });
    }

    @Test
    void the_parts_that_rules_decide_are_disjoint_and_make_up_the_whole() {
        Seeded.cases(
                200,
                random -> {
                    var space = PacketSpace.create();
                    var list = HeaderSpace.list(random, 10);
                    var all = space.empty();
                    var permitted = space.empty();
                    var deciders = space.deciders(list.rules());
                    for (int i = 0; i < list.rules().size(); i++) {
                        var part = deciders.decidedBy(i);
                        var rule = list.rules().get(i);
                        assertThat(part).isEqualTo(space.of(rule.match()).minus(all));
                        assertThat(deciders.neverReached().contains(rule))
                                .isEqualTo(part.isEmpty());
                        all = all.union(part);
                        if (rule.verdict() == Verdict.PERMIT) {
                            permitted = permitted.union(part);
                        }
                    }
                    assertThat(permitted).isEqualTo(space.permitted(list));
                });
    }

    @Test
    void the_laws_of_sets_hold() {
        Seeded.cases(
                300,
                random -> {
                    var space = PacketSpace.create();
                    var a = expression(space, random, 3).set();
                    var b = expression(space, random, 3).set();
                    var c = expression(space, random, 3).set();
                    assertThat(a.union(b)).isEqualTo(b.union(a));
                    assertThat(a.intersect(b)).isEqualTo(b.intersect(a));
                    assertThat(a.union(b).union(c)).isEqualTo(a.union(b.union(c)));
                    assertThat(a.intersect(b.union(c)))
                            .isEqualTo(a.intersect(b).union(a.intersect(c)));
                    assertThat(a.minus(b).union(a.intersect(b))).isEqualTo(a);
                    assertThat(a.minus(b).intersect(b).isEmpty()).isTrue();
                    assertThat(space.every().minus(space.every().minus(a))).isEqualTo(a);
                    assertThat(a.minus(b).isEmpty()).isEqualTo(a.isWithin(b));
                });
    }

    @Test
    void counting_follows_the_laws_too() {
        Seeded.cases(
                100,
                random -> {
                    var space = PacketSpace.create();
                    var a = expression(space, random, 3).set();
                    var b = expression(space, random, 3).set();
                    assertThat(a.union(b).volume().add(a.intersect(b).volume()))
                            .isEqualTo(a.volume().add(b.volume()));
                });
    }

    @Test
    void a_witness_is_in_the_set_and_always_the_same() {
        Seeded.cases(
                300,
                random -> {
                    var space = PacketSpace.create();
                    var set = expression(space, random, 4).set();
                    assertThat(set.witness().isEmpty()).isEqualTo(set.isEmpty());
                    set.witness().ifPresent(p -> assertThat(set.contains(p)).isTrue());
                    assertThat(set.witness()).isEqualTo(set.witness());
                });
    }

    @Test
    void the_rows_of_a_set_cover_it_exactly() {
        Seeded.cases(
                80,
                random -> {
                    var space = PacketSpace.create();
                    var set = expression(space, random, 3).set();
                    var rows = set.boxes(10_000);
                    for (var packet : PACKETS) {
                        long covering = rows.stream().filter(b -> covers(b, packet)).count();
                        if (covering != (set.contains(packet) ? 1 : 0)) {
                            throw new AssertionError(packet + " in " + rows);
                        }
                    }
                });
    }

    private static boolean covers(Box box, Packet packet) {
        return box.family() == packet.family()
                && covers(box.sources(), packet.source())
                && covers(box.destinations(), packet.destination())
                && box.services().stream().anyMatch(s -> covers(s, packet));
    }

    private static boolean covers(List<AddressRange> ranges, IpAddress address) {
        return ranges.stream()
                .anyMatch(
                        r -> r.first().compareTo(address) <= 0 && address.compareTo(r.last()) <= 0);
    }

    private static boolean covers(ServiceRange service, Packet packet) {
        return service.firstProtocol() <= packet.protocol()
                && packet.protocol() <= service.lastProtocol()
                && service.source().contains(packet.sourcePort())
                && service.destination().contains(packet.destinationPort());
    }

    @Test
    void equal_sets_have_one_digest_in_every_space() {
        Seeded.cases(
                100,
                random -> {
                    long seed = random.nextLong();
                    var here = expression(PacketSpace.create(), new Random(seed), 4).set();
                    var busy = PacketSpace.create();
                    expression(busy, random, 4);
                    var there = expression(busy, new Random(seed), 4).set();
                    assertThat(there).isEqualTo(here).hasSameHashCodeAs(here);
                    assertThat(there.digest()).isEqualTo(here.digest());
                });
    }

    @Test
    void different_sets_are_not_equal_across_spaces() {
        var a = PacketSpace.create().of(match("10.0.0.0/8", "10.1.40.7", "tcp/502"));
        var b = PacketSpace.create().of(match("10.0.0.0/8", "10.1.40.7", "tcp/503"));
        assertThat(a).isNotEqualTo(b);
        assertThat(a.digest()).isNotEqualTo(b.digest());
    }

    @Test
    void a_port_range_in_two_halves_is_the_same_set() {
        var space = PacketSpace.create();
        var halves =
                space.of(match("10.0.0.0/8", "0.0.0.0/0", "tcp/0-99"))
                        .union(space.of(match("10.0.0.0/8", "0.0.0.0/0", "tcp/100-65535")));
        assertThat(halves).isEqualTo(space.of(match("10.0.0.0/8", "0.0.0.0/0", "tcp/0-65535")));
    }

    @Test
    void an_ipv6_prefix_in_two_halves_is_the_same_set() {
        var space = PacketSpace.create();
        var halves =
                space.of(match("2001:db8::/33", "::/0", "tcp/80"))
                        .union(space.of(match("2001:db8:8000::/33", "::/0", "tcp/80")));
        assertThat(halves).isEqualTo(space.of(match("2001:db8::/32", "::/0", "tcp/80")));
    }

    @Test
    void every_protocol_is_all_services_together() {
        var space = PacketSpace.create();
        var all = space.speaking(List.of(Service.of("tcp/0-65535"), Service.of("udp/0-65535")));
        all = all.union(space.speaking(List.of(Service.of("icmp"))));
        for (int number = 0; number < 256; number++) {
            if (number != 6 && number != 17 && number != 1 && number != 58) {
                all = all.union(space.speaking(List.of(new Service.Other(number))));
            }
        }
        var rest = space.every().minus(all);
        assertThat(rest.boxes(10))
                .extracting(Box::toString)
                .containsExactly(
                        "every IPv4 address -> every IPv4 address icmpv6/0",
                        "every IPv6 address -> every IPv6 address icmp/0");
    }

    @Test
    void rows_read_like_a_person_would_write_them() {
        var space = PacketSpace.create();
        var set =
                space.of(match("10.1.30.20", "10.1.40.0/24", "tcp/502"))
                        .union(space.of(match("10.1.30.20", "10.1.40.0/24", "udp/161-162")))
                        .union(space.of(match("2001:db8:1:30::20", "::/0", "icmp/128")));
        assertThat(set.boxes(10))
                .extracting(Box::toString)
                .containsExactly(
                        "10.1.30.20 -> 10.1.40.0/24 tcp/502, udp/161-162",
                        "2001:db8:1:30::20 -> every IPv6 address icmpv6/128");
    }

    @Test
    void rows_are_cut_off_where_asked() {
        var space = PacketSpace.create();
        assertThat(space.every().boxes(1)).hasSize(1);
        assertThat(space.every().boxes(0)).isEmpty();
    }

    @Test
    void a_single_packet_has_volume_one_and_every_ipv4_packet_is_counted() {
        var space = PacketSpace.create();
        assertThat(space.of(match("10.0.0.1", "10.0.0.2", "icmp/8")).volume())
                .isEqualTo(BigInteger.ONE);
        // 2 x 65536 x 65536 for tcp and udp, 256 ICMP types, 253 protocols without ports
        var services = BigInteger.valueOf(2L * 65536 * 65536 + 256 + 253);
        assertThat(space.every(Family.IPV4).volume()).isEqualTo(services.shiftLeft(64));
    }

    @Test
    void an_ipv4_mapped_ipv6_address_is_in_no_set() {
        var space = PacketSpace.create();
        var addresses = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE.shiftLeft(32));
        var services = BigInteger.valueOf(2L * 65536 * 65536 + 256 + 253);
        assertThat(space.every(Family.IPV6).volume())
                .isEqualTo(addresses.multiply(addresses).multiply(services));
    }

    @Test
    void the_empty_set_is_empty_and_says_so() {
        var space = PacketSpace.create();
        assertThat(space.empty().isEmpty()).isTrue();
        assertThat(space.empty()).hasToString("no packet");
        assertThat(space.empty().volume()).isZero();
        assertThat(space.empty().contains(PACKETS.getFirst())).isFalse();
    }

    @Test
    void sets_of_two_spaces_are_not_mixed() {
        var a = PacketSpace.create().every();
        var b = PacketSpace.create().every();
        assertThatThrownBy(() -> a.union(b)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_full_space_says_how_full() {
        var space = PacketSpace.withBudget(200);
        assertThatThrownBy(
                        () -> {
                            var all = space.empty();
                            for (int port = 0; port < 1000; port += 2) {
                                all =
                                        all.union(
                                                space.of(
                                                        new PacketMatch(
                                                                Prefix.EVERY_IPV6,
                                                                Prefix.EVERY_IPV6,
                                                                new Service.Tcp(
                                                                        PortRange.EVERY,
                                                                        PortRange.one(port)))));
                            }
                        })
                .isInstanceOf(SpaceFull.class)
                .hasMessageContaining("200 intervals");
    }
}
