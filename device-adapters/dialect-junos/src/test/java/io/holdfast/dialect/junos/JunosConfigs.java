package io.holdfast.dialect.junos;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.network.TunnelProposal;
import io.holdfast.spi.contract.RandomConfigs;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Configurations of firewalls and switches nobody would write by hand, the same for the same seed.
 * Rules, lists and routes are those of {@link RandomConfigs}; interfaces, VLANs and zones fit the
 * hardware.
 */
final class JunosConfigs {

    private final RandomGenerator random;
    private final long seed;

    private JunosConfigs(long seed) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed ^ 0x5eedL);
    }

    static DeviceConfig of(long seed) {
        return new JunosConfigs(seed).config();
    }

    private DeviceConfig config() {
        var parts = RandomConfigs.of(seed);
        var interfaces = new ArrayList<InterfaceConfig>();
        for (int i = random.nextInt(7); i > 0; i--) {
            port("ge-0/0/" + i, parts, interfaces);
        }
        for (var vlan : parts.vlans()) {
            if (chance(3)) {
                var mode = new InterfaceMode.VlanInterface(vlan.id());
                var name = chance(4) ? "irb." + (5000 + vlan.id()) : "vlan" + vlan.id();
                interfaces.add(routing(name, mode, parts));
            }
        }
        tunnels(interfaces);
        var zones = chance(4) ? List.<SecurityZone>of() : zones(interfaces);
        return new DeviceConfig(
                interfaces,
                parts.vlans(),
                parts.accessLists(),
                parts.routes(),
                zones,
                policies(zones),
                List.of());
    }

    /** From an address that some interface has, as a device needs it. */
    private void tunnels(List<InterfaceConfig> interfaces) {
        var locals =
                interfaces.stream()
                        .flatMap(i -> i.addresses().stream())
                        .map(InterfaceAddress::address)
                        .toList();
        for (int i = locals.isEmpty() ? 0 : random.nextInt(4); i > 0; i--) {
            var local = locals.get(random.nextInt(locals.size()));
            var fourth = local.family() == io.holdfast.core.network.Family.IPV4;
            var peer = fourth ? "192.0.2." + (1 + random.nextInt(3)) : "2001:db8:ff::" + i;
            var here = new ArrayList<Prefix>();
            var there = new ArrayList<Prefix>();
            for (int k = 1 + random.nextInt(3); k > 0; k--) {
                here.add(Prefix.of((fourth ? "10.7." + k + ".0/24" : "2001:db8:7:" + k + "::/64")));
                there.add(
                        Prefix.of((fourth ? "10.8." + k + ".7/32" : "2001:db8:8:" + k + "::/64")));
            }
            var tunnel =
                    new Tunnel(
                            local,
                            IpAddress.of(peer),
                            here,
                            there,
                            TunnelProposal.AES_256_GCM_SHA_384_ECP_384);
            var name = "tunnel" + (100 * i + random.nextInt(99));
            interfaces.add(bare(name, new InterfaceMode.TunnelInterface(tunnel)));
        }
    }

    private void port(String name, DeviceConfig parts, List<InterfaceConfig> all) {
        var vlans = parts.vlans().stream().map(Vlan::id).toList();
        switch (random.nextInt(5)) {
            case 0 -> {
                all.add(bare(name, new InterfaceMode.Routed()));
                for (int unit = 1 + random.nextInt(4); unit > 0; unit--) {
                    int number = chance(3) ? 4100 + unit : unit * 10;
                    all.add(
                            routing(
                                    name + "." + number,
                                    new InterfaceMode.Subinterface(name, unit * 10),
                                    parts));
                }
            }
            case 1 -> all.add(routing(name, new InterfaceMode.Routed(), parts));
            case 2 ->
                    all.add(
                            vlans.isEmpty()
                                    ? bare(name, new InterfaceMode.NoVlan())
                                    : bare(name, new InterfaceMode.AccessPort(vlans.getFirst())));
            case 3 ->
                    all.add(
                            bare(
                                    name,
                                    new InterfaceMode.TrunkPort(
                                            vlans.stream().filter(_ -> chance(2)).toList())));
            default -> all.add(bare(name, new InterfaceMode.NoVlan()));
        }
    }

    private InterfaceConfig bare(String name, InterfaceMode mode) {
        return new InterfaceConfig(name, words(), !chance(4), mode, List.of(), List.of());
    }

    private InterfaceConfig routing(String name, InterfaceMode mode, DeviceConfig parts) {
        var addresses = new ArrayList<InterfaceAddress>();
        if (chance(2)) {
            addresses.add(InterfaceAddress.of("10." + random.nextInt(250) + ".4.1/24"));
        }
        if (chance(2)) {
            var high = 0x2001_0db8_0001_0000L | random.nextInt(9999);
            var address = new IpAddress(io.holdfast.core.network.Family.IPV6, high, 1);
            addresses.add(new InterfaceAddress(address, 64));
        }
        var ingress =
                parts.accessLists().stream()
                        .filter(list ->
                                parts.accessLists().stream()
                                        .filter(l -> l.family() == list.family())
                                        .findFirst()
                                        .equals(java.util.Optional.of(list)))
                        .filter(_ -> chance(2))
                        .map(AccessList::name)
                        .toList();
        return new InterfaceConfig(name, words(), !chance(4), mode, addresses, ingress);
    }

    private List<SecurityZone> zones(List<InterfaceConfig> interfaces) {
        var found = new ArrayList<SecurityZone>();
        int count = 1 + random.nextInt(4);
        for (int z = 0; z < count; z++) {
            int zone = z;
            var own =
                    interfaces.stream()
                            .filter(SecurityWriting::routes)
                            .map(InterfaceConfig::name)
                            .filter(name -> !carries(name, interfaces))
                            .filter(name -> Math.floorMod(name.hashCode(), count + 1) == zone)
                            .toList();
            found.add(new SecurityZone(name(zone), own, rules(100 * zone)));
        }
        return found;
    }

    private static boolean carries(String name, List<InterfaceConfig> interfaces) {
        return interfaces.stream()
                .anyMatch(i ->
                        i.mode() instanceof InterfaceMode.Subinterface(var parent, _)
                                && parent.equals(name));
    }

    private List<ZonePolicy> policies(List<SecurityZone> zones) {
        var found = new ArrayList<ZonePolicy>();
        for (var from : zones) {
            for (var to : zones) {
                var rules = !chance(3) ? List.<FilterRule>of() : rules(found.size() * 7 + 1000);
                if (!rules.isEmpty()) {
                    found.add(new ZonePolicy(from.name(), to.name(), rules));
                }
            }
        }
        return found;
    }

    /** Rules of another random configuration, of both families, names unique. */
    private List<FilterRule> rules(int salt) {
        var found = new ArrayList<FilterRule>();
        for (var list : RandomConfigs.of(seed * 31 + salt).accessLists()) {
            for (var rule : list.rules().stream().limit(2).toList()) {
                var name =
                        chance(3)
                                ? rule.name() + " " + found.size()
                                : chance(4) ? "hf-r" + found.size() : "rule-" + found.size();
                found.add(new FilterRule(name, rule.match(), rule.verdict(), rule.log()));
            }
        }
        return found;
    }

    private static SecurityZoneName name(int zone) {
        return new SecurityZoneName(List.of("wan", "it", "ot-dmz", "ot", "management").get(zone));
    }

    private String words() {
        return chance(3) ? "" : "port " + random.nextInt(99) + " <&\"'> Wasserwerk äöü 水";
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
