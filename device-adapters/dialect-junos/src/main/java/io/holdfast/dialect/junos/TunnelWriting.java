package io.holdfast.dialect.junos;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Tunnel;
import io.holdfast.spi.xml.XmlText;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * Writes the tunnels of a firewall as one group of the configuration, which is Holdfast's alone and
 * replaced as a whole: whatever else stands under {@code security ike} and {@code ipsec} is
 * somebody's own and is not touched. The group is never empty, so that it can always be applied.
 */
final class TunnelWriting {

    private record Ends(IpAddress local, IpAddress remote) {}

    private final XmlText out;
    private final DeviceConfig config;
    private final TreeMap<Ends, String> gateways =
            new TreeMap<>(Comparator.comparing(Ends::remote).thenComparing(Ends::local));
    private final TreeMap<String, Tunnel> tunnels = new TreeMap<>();

    private TunnelWriting(XmlText out, DeviceConfig config) {
        this.out = out;
        this.config = config;
        for (var each : config.interfaces()) {
            if (each.mode() instanceof InterfaceMode.TunnelInterface(var tunnel)) {
                tunnels.put(each.name(), tunnel);
                gateways.put(new Ends(tunnel.local(), tunnel.remote()), "");
            }
        }
        int number = 1;
        for (var ends : gateways.entrySet()) {
            ends.setValue("hf-peer-" + number);
            number++;
        }
    }

    static void write(XmlText out, DeviceConfig config) {
        var writing = new TunnelWriting(out, config);
        out.open("groups", "nc:operation", InterfaceWriting.REPLACE).leaf("name", Junos.GROUP);
        out.open("security");
        writing.exchange();
        writing.protection();
        out.close().close();
        out.leaf("apply-groups", Junos.GROUP);
    }

    private void exchange() {
        out.open("ike").open("proposal").leaf("name", TunnelWords.EXCHANGE);
        TunnelWords.EXCHANGE_WORDS.forEach(out::leaf);
        out.close();
        if (!tunnels.isEmpty()) {
            out.open("policy").leaf("name", TunnelWords.PEER);
            out.leaf("proposals", TunnelWords.EXCHANGE);
            out.open("certificate").leaf("local-certificate", TunnelWords.CERTIFICATE);
            out.open("trusted-ca").leaf("ca-profile", TunnelWords.CERTIFICATE).close();
            out.leaf("peer-certificate-type", TunnelWords.CERTIFICATE_TYPE).close().close();
        }
        gateways.forEach(this::gateway);
        out.close();
    }

    private void gateway(Ends ends, String name) {
        out.open("gateway").leaf("name", name);
        out.leaf("ike-policy", TunnelWords.PEER).leaf("address", ends.remote().toString());
        out.open("dead-peer-detection").empty("always-send");
        TunnelWords.LIVELINESS.forEach(out::leaf);
        out.close();
        out.leaf("external-interface", external(config, ends.local()));
        out.leaf("local-address", ends.local().toString());
        out.leaf("version", TunnelWords.VERSION).close();
    }

    /** The unit that has the address a tunnel begins at; empty if none has. */
    static String external(DeviceConfig config, IpAddress local) {
        return config.interfaces().stream()
                .filter(i -> i.addresses().stream().anyMatch(a -> a.address().equals(local)))
                .filter(TunnelWriting::isOutside)
                .map(i -> Units.of(i).toString())
                .findFirst()
                .orElse("");
    }

    private static boolean isOutside(InterfaceConfig each) {
        return SecurityWriting.routes(each)
                && !(each.mode() instanceof InterfaceMode.TunnelInterface);
    }

    private void protection() {
        out.open("ipsec").open("proposal").leaf("name", TunnelWords.PROTECTION);
        TunnelWords.PROTECTION_WORDS.forEach(out::leaf);
        out.close();
        if (!tunnels.isEmpty()) {
            out.open("policy").leaf("name", TunnelWords.PROTECTION);
            out.open("perfect-forward-secrecy").leaf("keys", TunnelWords.SECRECY).close();
            out.leaf("proposals", TunnelWords.PROTECTION).close();
        }
        tunnels.forEach(this::vpn);
        out.close();
    }

    private void vpn(String name, Tunnel tunnel) {
        switch (tunnel.proposal()) {
            // A second one will need words of its own here and in TunnelReading.
            case AES_256_GCM_SHA_384_ECP_384 -> {}
        }
        out.open("vpn").leaf("name", TunnelWords.OURS + name);
        out.leaf("bind-interface", Junos.TUNNELS + "." + name.substring("tunnel".length()));
        out.open("ike");
        out.leaf("gateway", gateways.getOrDefault(new Ends(tunnel.local(), tunnel.remote()), ""));
        out.leaf("ipsec-policy", TunnelWords.PROTECTION).close();
        int number = 1;
        for (var here : tunnel.here()) {
            for (var there : tunnel.there()) {
                out.open("traffic-selector").leaf("name", "ts-" + number);
                out.leaf("local-ip", here.toString()).leaf("remote-ip", there.toString()).close();
                number++;
            }
        }
        out.leaf("establish-tunnels", TunnelWords.ESTABLISHED).close();
    }
}
