package io.holdfast.snmp.table;

import io.holdfast.core.observe.WirelessClient;
import io.holdfast.snmp.mib.Walk;
import java.util.ArrayList;
import java.util.List;
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

    public static final List<OID> TABLES = List.of(MIKROTIK_SIGNAL, INSTANT_ESSID, ARUBA_ESSID);

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
