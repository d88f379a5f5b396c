package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Few rows, held against the fewest there are. */
class RowsTest {

    private static final int HOSTS = 4;
    private static final int PORTS = 3;
    private static final int CELLS = HOSTS * HOSTS * PORTS;

    private static Prefix host(Family family, int side, int number) {
        return Prefix.of(
                family == Family.IPV4
                        ? "10." + side + "." + number / 100 + "." + (10 + 2 * (number % 100))
                        : "2001:db8:" + side + "::" + (10 + 2 * number));
    }

    private static long cell(int from, int to, int port) {
        return 1L << ((from * HOSTS + to) * PORTS + port);
    }

    private static PacketSet set(PacketSpace space, Family family, long cells) {
        var set = space.empty();
        for (int from = 0; from < HOSTS; from++) {
            for (int to = 0; to < HOSTS; to++) {
                for (int port = 0; port < PORTS; port++) {
                    if ((cells & cell(from, to, port)) != 0) {
                        set =
                                set.union(
                                        space.of(
                                                new PacketMatch(
                                                        host(family, 1, from),
                                                        host(family, 2, to),
                                                        Service.tcp(80 + 2 * port))));
                    }
                }
            }
        }
        return set;
    }

    /** Some rows as people have them, and what is in any of them. */
    private static long random(Random random) {
        long cells = 0;
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            cells |= box(some(random, HOSTS), some(random, HOSTS), some(random, PORTS));
        }
        return random.nextInt(4) == 0 ? cells & random.nextLong() : cells;
    }

    private static int some(Random random, int count) {
        return 1 + random.nextInt((1 << count) - 1);
    }

    private static long box(int sources, int destinations, int ports) {
        long cells = 0;
        for (int from = 0; from < HOSTS; from++) {
            for (int to = 0; to < HOSTS; to++) {
                for (int port = 0; port < PORTS; port++) {
                    if ((sources >> from & destinations >> to & ports >> port & 1) != 0) {
                        cells |= cell(from, to, port);
                    }
                }
            }
        }
        return cells;
    }

    /** Every largest row, then every way to choose some of them, one more each time. */
    private static int fewest(long cells) {
        var largest = new LinkedHashSet<Long>();
        for (int from = 1; from < 1 << HOSTS; from++) {
            for (int to = 1; to < 1 << HOSTS; to++) {
                int ports = 0;
                for (int port = 0; port < PORTS; port++) {
                    if ((box(from, to, 1 << port) & ~cells) == 0) {
                        ports |= 1 << port;
                    }
                }
                if (ports != 0) {
                    largest.add(box(from, to, ports));
                }
            }
        }
        largest.removeIf(one -> largest.stream().anyMatch(o -> !o.equals(one) && (one & ~o) == 0));
        var rows = List.copyOf(largest);
        int count = 0;
        while (!covers(rows, cells, count)) {
            count++;
        }
        return count;
    }

    private static boolean covers(List<Long> rows, long left, int count) {
        if (left == 0) {
            return true;
        }
        if (count == 0) {
            return false;
        }
        long first = Long.lowestOneBit(left);
        for (long row : rows) {
            if ((row & first) != 0 && covers(rows, left & ~row, count - 1)) {
                return true;
            }
        }
        return false;
    }

    private static PacketSet of(PacketSpace space, List<Box> rows) {
        var all = space.empty();
        for (var row : rows) {
            for (var from : row.sources()) {
                for (var to : row.destinations()) {
                    for (var service : row.services()) {
                        assertThat(from.first()).isEqualTo(from.last());
                        assertThat(to.first()).isEqualTo(to.last());
                        for (int port = service.destination().first();
                                port <= service.destination().last();
                                port++) {
                            all =
                                    all.union(
                                            space.of(
                                                    new PacketMatch(
                                                            Prefix.host(from.first()),
                                                            Prefix.host(to.first()),
                                                            Service.tcp(port))));
                        }
                    }
                }
            }
        }
        return all;
    }

    @Test
    void rows_are_the_set_and_nearly_always_as_few_as_can_be() {
        var over = new int[3];
        var counted = new int[3];
        Seeded.cases(
                400,
                random -> {
                    long cells = random(random);
                    if (cells == 0) {
                        return;
                    }
                    var family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
                    var space = PacketSpace.create();
                    var set = set(space, family, cells);
                    var rows = set.rows(CELLS);
                    assertThat(of(space, rows)).isEqualTo(set);
                    assertThat(rows).hasSizeLessThanOrEqualTo(set.boxes(CELLS).size());
                    int fewest = fewest(cells);
                    over[Math.min(2, rows.size() - fewest)]++;
                    counted[0] += rows.size();
                    counted[1] += set.boxes(CELLS).size();
                    counted[2] += fewest;
                });
        int all = over[0] + over[1] + over[2];
        System.out.println(
                all
                        + " sets: the fewest in "
                        + over[0]
                        + ", one more in "
                        + over[1]
                        + ", more in "
                        + over[2]
                        + "; rows "
                        + counted[0]
                        + ", disjoint boxes "
                        + counted[1]
                        + ", fewest "
                        + counted[2]);
        assertThat(over[2]).isZero();
        assertThat(over[0]).isGreaterThanOrEqualTo(all * 98 / 100);
    }

    @Test
    void whole_families_and_ranges_with_holes_are_written_whole() {
        var space = PacketSpace.create();
        var set =
                space.every()
                        .minus(space.from(List.of(Prefix.of("10.0.0.0/8"))))
                        .minus(space.to(List.of(Prefix.of("2001:db8::/32"))));
        assertThat(set.rows(10).toString()).isEqualTo(set.boxes(10).toString());
        assertThat(set.rows(10)).hasSize(2);
        assertThat(space.empty().rows(10)).isEmpty();
        var packet = new Packet(IpAddress.of("11.0.0.1"), IpAddress.of("10.0.0.1"), 6, 1, 1);
        assertThat(set.contains(packet)).isTrue();
    }

    @Test
    void two_rules_that_cross_are_two_rows_and_not_three_pieces() {
        var space = PacketSpace.create();
        var plant =
                space.of(
                        new PacketMatch(
                                Prefix.of("10.1.10.7"),
                                Prefix.of("10.1.40.0/24"),
                                Service.tcp(80)));
        var office =
                space.of(
                        new PacketMatch(
                                Prefix.of("10.1.10.0/24"),
                                Prefix.of("10.1.40.9"),
                                Service.tcp(80)));
        assertThat(plant.union(office).rows(10))
                .extracting(Box::toString)
                .containsExactlyInAnyOrder(
                        "10.1.10.7 -> 10.1.40.0/24 tcp/80", "10.1.10.0/24 -> 10.1.40.9 tcp/80");
    }

    private static PacketSet hostPairs(PacketSpace space, Family family, int count) {
        var pairs = space.empty();
        for (int i = 0; i < count; i++) {
            pairs =
                    pairs.union(
                            space.of(
                                    new PacketMatch(
                                            host(family, 1, i),
                                            host(family, 2, i),
                                            Service.tcp(80 + 2 * i))));
        }
        return pairs;
    }

    @Test
    void more_cells_than_are_looked_at_in_one_family_hide_no_packet_of_it() {
        // 28 sources, 28 destinations and 28 services are more cells than are looked at.
        for (var large : Family.values()) {
            for (int pairs : new int[] {28, 300}) {
                var space = PacketSpace.create();
                var small = large == Family.IPV4 ? Family.IPV6 : Family.IPV4;
                var set = hostPairs(space, large, pairs).union(hostPairs(space, small, 1));
                assertThat(of(space, set.rows(1000))).as(large + " x" + pairs).isEqualTo(set);
            }
        }
    }
}
