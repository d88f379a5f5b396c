package io.holdfast.spi.contract;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Configurations nobody would write by hand, the same for the same seed. They keep what every
 * device asks for (names stand once, lists that are attached exist), and nothing beyond it.
 */
public final class RandomConfigs {

    private final RandomGenerator random;

    private RandomConfigs(RandomGenerator random) {
        this.random = random;
    }

    /** The configuration of this seed. */
    public static DeviceConfig of(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return new RandomConfigs(random).config();
    }

    private DeviceConfig config() {
        var lists = accessLists();
        var vlans = new TreeSet<Integer>();
        int wanted = random.nextInt(8);
        while (vlans.size() < wanted) {
            vlans.add(1 + random.nextInt(4094));
        }
        var ids = List.copyOf(vlans);
        var interfaces = interfaces(ids, lists);
        var named = ids.stream().map(id -> new Vlan(id, word(1 + random.nextInt(32)))).toList();
        return new DeviceConfig(interfaces, named, lists, routes());
    }

    private List<InterfaceConfig> interfaces(List<Integer> vlans, List<AccessList> lists) {
        var found = new ArrayList<InterfaceConfig>();
        int count = random.nextInt(14);
        for (int i = 0; i < count; i++) {
            var name = "ge-0/0/" + i + (chance(4) ? " " + word(6) : "");
            switch (random.nextInt(7)) {
                case 0 -> {
                    int vlan = 1 + random.nextInt(4094);
                    add(
                            found,
                            name + "." + vlan,
                            new InterfaceMode.Subinterface(name, vlan),
                            lists);
                }
                case 1 -> {
                    int vlan = 1 + i;
                    add(found, "vlan" + vlan, new InterfaceMode.VlanInterface(vlan), lists);
                }
                case 2, 3 -> {
                    if (!vlans.isEmpty()) {
                        add(found, name, new InterfaceMode.AccessPort(pick(vlans)), List.of());
                    }
                }
                case 4 ->
                        add(
                                found,
                                name,
                                new InterfaceMode.TrunkPort(
                                        vlans.stream().filter(_ -> chance(2)).toList()),
                                List.of());
                case 5 -> add(found, name, new InterfaceMode.NoVlan(), List.of());
                default -> add(found, name, new InterfaceMode.Routed(), lists);
            }
        }
        return found;
    }

    private void add(
            List<InterfaceConfig> found, String name, InterfaceMode mode, List<AccessList> lists) {
        var addresses = new ArrayList<InterfaceAddress>();
        boolean switchPort =
                mode instanceof InterfaceMode.AccessPort
                        || mode instanceof InterfaceMode.TrunkPort
                        || mode instanceof InterfaceMode.NoVlan;
        for (int i = switchPort ? 0 : random.nextInt(4); i > 0; i--) {
            var family = family();
            var address = address(family);
            if (addresses.stream().noneMatch(a -> a.address().equals(address))) {
                addresses.add(new InterfaceAddress(address, random.nextInt(family.bits() + 1)));
            }
        }
        var ingress = new ArrayList<AclName>();
        for (var family : Family.values()) {
            lists.stream()
                    .filter(list -> list.family() == family && chance(3))
                    .findFirst()
                    .ifPresent(list -> ingress.add(list.name()));
        }
        var description = chance(3) ? "" : word(random.nextInt(40)) + " <&\"'> Wasserwerk äöü 水";
        found.add(new InterfaceConfig(name, description, !chance(4), mode, addresses, ingress));
    }

    private List<AccessList> accessLists() {
        var found = new ArrayList<AccessList>();
        for (int i = random.nextInt(6); i > 0; i--) {
            var family = family();
            var rules = new ArrayList<FilterRule>();
            for (int r = random.nextInt(9); r > 0; r--) {
                var match = new PacketMatch(prefix(family), prefix(family), service());
                var verdict = pick(List.of(Verdict.values()));
                rules.add(new FilterRule(r + " " + word(12), match, verdict, chance(3)));
            }
            found.add(new AccessList(new AclName("list-" + i), family, rules));
        }
        return found;
    }

    private List<StaticRoute> routes() {
        var found = new ArrayList<StaticRoute>();
        for (int i = random.nextInt(5); i > 0; i--) {
            var family = family();
            var destination = prefix(family);
            if (found.stream().noneMatch(r -> r.destination().equals(destination))) {
                found.add(new StaticRoute(destination, address(family)));
            }
        }
        return found;
    }

    private Service service() {
        return switch (random.nextInt(6)) {
            case 0 -> new Service.EveryProtocol();
            case 1 -> new Service.Tcp(ports(), ports());
            case 2 -> new Service.Udp(ports(), ports());
            case 3 -> new Service.Icmp(0, 255);
            case 4 -> {
                int type = random.nextInt(256);
                yield new Service.Icmp(type, type);
            }
            default -> new Service.Other(pick(List.of(0, 2, 47, 50, 51, 89, 112, 132, 255)));
        };
    }

    private PortRange ports() {
        return switch (random.nextInt(3)) {
            case 0 -> PortRange.EVERY;
            case 1 -> PortRange.one(random.nextInt(65536));
            default -> {
                int first = random.nextInt(65536);
                yield new PortRange(first, first + random.nextInt(65536 - first));
            }
        };
    }

    private Prefix prefix(Family family) {
        return Prefix.around(address(family), random.nextInt(family.bits() + 1));
    }

    private IpAddress address(Family family) {
        if (family == Family.IPV4) {
            return new IpAddress(family, 0, random.nextLong() & 0xFFFF_FFFFL);
        }
        long high = chance(3) ? 0x2001_0db8_0001_0000L : random.nextLong() | 1L << 61;
        return new IpAddress(family, high, chance(3) ? random.nextInt(9) : random.nextLong());
    }

    private Family family() {
        return chance(2) ? Family.IPV4 : Family.IPV6;
    }

    private String word(int length) {
        var letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
        var out = new StringBuilder();
        for (int i = 0; i < Math.max(1, length); i++) {
            out.append(letters.charAt(random.nextInt(letters.length())));
        }
        return out.toString();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
