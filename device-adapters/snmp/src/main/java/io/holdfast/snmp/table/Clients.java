package io.holdfast.snmp.table;

import io.holdfast.core.observe.WirelessClient;
import io.holdfast.snmp.mib.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Stations at access points, where LANCOM, Aruba or MikroTik tables tell. */
public final class Clients {

    /** mtxrWlRtabStrength (MIKROTIK-MIB), indexed by address and interface. */
    private static final OID MIKROTIK_SIGNAL = new OID("1.3.6.1.4.1.14988.1.1.1.2.1.3");

    /** aiClientWlanESSID (AI-AP-MIB), indexed by the client's address. */
    private static final OID INSTANT_ESSID = new OID("1.3.6.1.4.1.14823.2.3.3.1.2.4.1.6");

    /** wlanStaAccessPointESSID (WLSX-WLAN-MIB), indexed by address. */
    private static final OID ARUBA_ESSID = new OID("1.3.6.1.4.1.14823.2.2.1.5.2.2.1.1.12");

    /**
     * LCOS-MIB, lcsStatusWlanStationTable: the client's address, the interface it is at, its signal
     * in dBm; and lcsStatusWlanNetworks: interface and name of each network.
     */
    private static final OID LCOS_ADDRESS = new OID("1.3.6.1.4.1.2356.11.1.3.32.1.4");

    private static final OID LCOS_INTERFACE = new OID("1.3.6.1.4.1.2356.11.1.3.32.1.15");
    private static final OID LCOS_SIGNAL = new OID("1.3.6.1.4.1.2356.11.1.3.32.1.26");
    private static final OID LCOS_NETWORK_INTERFACE = new OID("1.3.6.1.4.1.2356.11.1.3.56.1.1");
    private static final OID LCOS_NETWORK_NAME = new OID("1.3.6.1.4.1.2356.11.1.3.56.1.3");

    public static final List<OID> TABLES =
            List.of(
                    MIKROTIK_SIGNAL,
                    INSTANT_ESSID,
                    ARUBA_ESSID,
                    LCOS_ADDRESS,
                    LCOS_INTERFACE,
                    LCOS_SIGNAL,
                    LCOS_NETWORK_INTERFACE,
                    LCOS_NETWORK_NAME);

    private Clients() {}

    public static List<WirelessClient> of(Walk walk) {
        var clients = new ArrayList<WirelessClient>();
        walk.column(MIKROTIK_SIGNAL)
                .forEach((index, signal) -> {
                    if (index.size() == 7) {
                        clients.add(
                                new WirelessClient(
                                        mac(index),
                                        "",
                                        Integer.toString(index.last()),
                                        (int) Walk.number(signal, 0)));
                    }
                });
        for (var table : List.of(INSTANT_ESSID, ARUBA_ESSID)) {
            walk.column(table)
                    .forEach((index, essid) -> {
                        if (index.size() == 6) {
                            clients.add(new WirelessClient(mac(index), Walk.text(essid), "", 0));
                        }
                    });
        }
        clients.addAll(lancom(walk));
        return clients;
    }

    private static List<WirelessClient> lancom(Walk walk) {
        var names = walk.column(LCOS_NETWORK_NAME);
        var networks = new TreeMap<String, String>();
        walk.column(LCOS_NETWORK_INTERFACE)
                .forEach((index, port) ->
                        networks.put(Walk.text(port), Walk.text(names.get(index))));
        var ports = walk.column(LCOS_INTERFACE);
        var signals = walk.column(LCOS_SIGNAL);
        var clients = new ArrayList<WirelessClient>();
        walk.column(LCOS_ADDRESS)
                .forEach((index, address) -> {
                    var mac = Walk.mac(address);
                    var port = Walk.text(ports.get(index));
                    long signal = Walk.number(signals.get(index), 0);
                    if (!mac.isEmpty()) {
                        clients.add(
                                new WirelessClient(
                                        mac,
                                        networks.getOrDefault(port, ""),
                                        port,
                                        signal < 0 && signal > -128 ? (int) signal : 0));
                    }
                });
        return clients;
    }

    private static String mac(OID index) {
        var bytes = new byte[6];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) index.get(i);
        }
        return new OctetString(bytes).toHexString();
    }
}
