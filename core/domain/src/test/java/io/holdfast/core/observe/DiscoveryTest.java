package io.holdfast.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Seeded;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.observe.Discovery.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Survey naming(List<String> addresses) {
        return new Survey(
                new Inventory("", "", "", "", 0, "", "", "", "", List.of()),
                "",
                new DeviceIdentity("", "", "", ""),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Neighbour(
                                Neighbour.Protocol.LLDP,
                                1,
                                "1",
                                "x",
                                "y",
                                "",
                                "",
                                "",
                                "",
                                addresses)),
                List.of(),
                List.of(),
                new Load(List.of(), Optional.empty()),
                List.of(),
                List.of(),
                List.of());
    }

    private static DiscoveryOrder order(boolean sweep, boolean follow, String... prefixes) {
        return new DiscoveryOrder(
                List.of(prefixes).stream().map(Prefix::of).toList(),
                sweep,
                List.of(),
                follow,
                1000,
                1000,
                8,
                Duration.ofMinutes(10));
    }

    @Test
    void a_sweep_asks_every_host_of_the_prefix_once_and_then_ends() {
        var discovery = Discovery.begin(order(true, false, "192.0.2.0/29", "192.0.2.4/31"), NOW);
        var asked = new ArrayList<String>();
        var now = NOW;
        while (discovery.next(now) instanceof Next.Ask(var address)) {
            asked.add(address.toString());
            discovery.silent();
            now = now.plusMillis(1);
        }

        assertThat(asked)
                .containsExactly(
                        "192.0.2.1",
                        "192.0.2.2",
                        "192.0.2.3",
                        "192.0.2.4",
                        "192.0.2.5",
                        "192.0.2.6");
        assertThat(discovery.next(now)).isEqualTo(new Next.Done("everything was asked"));
        assertThat(discovery.next(now.plusSeconds(9))).isInstanceOf(Next.Done.class);
    }

    @Test
    void neighbours_are_followed_and_never_beyond_the_prefixes() {
        var seed =
                new DiscoveryOrder(
                        List.of(Prefix.of("10.0.0.0/24")),
                        false,
                        List.of(IpAddress.of("10.0.0.1"), IpAddress.of("203.0.113.1")),
                        true,
                        100,
                        1000,
                        8,
                        Duration.ofMinutes(1));
        var discovery = Discovery.begin(seed, NOW);

        assertThat(discovery.next(NOW)).isEqualTo(new Next.Ask(IpAddress.of("10.0.0.1")));
        assertThat(discovery.next(NOW.plusMillis(1))).isInstanceOf(Next.Wait.class);
        discovery.heard(
                naming(List.of("10.0.0.7", "10.0.1.7", "10.0.0.1", "not an address", "::1")));
        assertThat(discovery.next(NOW.plusMillis(2)))
                .isEqualTo(new Next.Ask(IpAddress.of("10.0.0.7")));
        discovery.silent();

        assertThat(discovery.next(NOW.plusMillis(3))).isInstanceOf(Next.Done.class);
        assertThat(discovery.progress()).isEqualTo(new Discovery.Progress(2, 1, 1, 0, 0, 3));
    }

    @Test
    void it_is_told_how_many_addresses_are_left() {
        var discovery = Discovery.begin(order(true, true, "10.0.0.0/29", "2001:db8::/126"), NOW);
        assertThat(discovery.progress().left()).isEqualTo(6 + 3);
        discovery.next(NOW);
        assertThat(discovery.progress().left()).isEqualTo(8);
        discovery.stop();
        assertThat(discovery.progress().left()).isEqualTo(0);
        assertThat(Discovery.begin(order(true, true, "10.0.0.0/8"), NOW).progress().left())
                .isEqualTo(1000);
    }

    @Test
    void questions_are_spread_over_time_and_few_are_open() {
        var slow =
                new DiscoveryOrder(
                        List.of(Prefix.of("10.0.0.0/8")),
                        true,
                        List.of(),
                        false,
                        100,
                        10,
                        2,
                        Duration.ofMinutes(1));
        var discovery = Discovery.begin(slow, NOW);

        assertThat(discovery.next(NOW)).isInstanceOf(Next.Ask.class);
        assertThat(discovery.next(NOW)).isEqualTo(new Next.Wait(NOW.plusMillis(100)));
        assertThat(discovery.next(NOW.plusMillis(100))).isInstanceOf(Next.Ask.class);
        assertThat(discovery.next(NOW.plusSeconds(1))).isInstanceOf(Next.Wait.class);
        discovery.silent();
        assertThat(discovery.next(NOW.plusSeconds(1))).isInstanceOf(Next.Ask.class);
    }

    @Test
    void it_ends_when_stopped_and_when_its_time_is_over() {
        var discovery = Discovery.begin(order(true, true, "10.0.0.0/8"), NOW);
        assertThat(discovery.next(NOW.plus(Duration.ofMinutes(10)))).isInstanceOf(Next.Done.class);
        discovery.stop();
        assertThat(discovery.next(NOW)).isEqualTo(new Next.Done("stopped"));
    }

    @Test
    void whatever_devices_say_nothing_outside_is_asked_and_nothing_twice_and_it_ends() {
        Seeded.check(300, DiscoveryTest::staysWithin);
    }

    private static void staysWithin(Random random, int size) {
        var within = new ArrayList<Prefix>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            within.add(Prefix.around(random(random), 20 + random.nextInt(13)));
        }
        var seeds = new ArrayList<IpAddress>();
        for (int i = 0; i < size; i++) {
            seeds.add(random(random));
        }
        var order =
                new DiscoveryOrder(
                        within,
                        random.nextBoolean(),
                        seeds,
                        random.nextBoolean(),
                        1 + random.nextInt(500),
                        1 + random.nextInt(1000),
                        1 + random.nextInt(20),
                        Duration.ofSeconds(1 + random.nextInt(100)));
        var discovery = Discovery.begin(order, NOW);
        var asked = new HashSet<IpAddress>();
        var now = NOW;
        int open = 0;
        for (int step = 0; step < 200_000; step++) {
            switch (discovery.next(now)) {
                case Next.Done _ -> {
                    assertThat(asked.size()).isLessThanOrEqualTo(order.most());
                    return;
                }
                case Next.Ask(var address) -> {
                    assertThat(order.allows(address)).isTrue();
                    assertThat(asked.add(address)).isTrue();
                    open++;
                }
                case Next.Wait(var until) -> {
                    assertThat(until).isAfter(now);
                    if (open == 0) {
                        now = until;
                    }
                }
            }
            if (open > 0 && random.nextBoolean()) {
                open--;
                if (random.nextBoolean()) {
                    discovery.silent();
                } else {
                    discovery.heard(
                            naming(
                                    List.of(
                                            random(random).toString(),
                                            within.getFirst().first().toString(),
                                            "junk")));
                }
            }
            now = now.plusMillis(random.nextInt(50));
        }
        throw new AssertionError("it does not end");
    }

    private static IpAddress random(Random random) {
        return new IpAddress(Family.IPV4, 0, 0x0A00_0000L | random.nextInt(1 << 16));
    }
}
