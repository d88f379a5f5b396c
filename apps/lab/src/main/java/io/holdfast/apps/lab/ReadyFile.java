package io.holdfast.apps.lab;

import io.holdfast.simulator.FleetReady;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said when all is up: to a person on the terminal, to automation in the ready file. */
record ReadyFile(
        String url,
        String identity,
        String tokenUrl,
        Ports ports,
        People people,
        Fleet fleet,
        FleetReady ready) {

    Map<String, Object> content() {
        var all = new LinkedHashMap<String, Object>();
        all.put("dashboard", url + "/");
        all.put("api", url + "/api/v1");
        all.put("identity", identity);
        all.put("tokenUrl", tokenUrl);
        all.put(
                "accounts",
                people.accounts().stream()
                        .map(a ->
                                ordered(
                                        "role",
                                        a.role(),
                                        "user",
                                        a.user(),
                                        "password",
                                        a.password()))
                        .toList());
        all.put(
                "clients",
                people.programs().stream()
                        .map(p -> ordered("id", p.id(), "secret", p.secret(), "scopes", p.scopes()))
                        .toList());
        var sites = new ArrayList<Object>();
        for (int place = 0; place < DemoSite.ALL.size(); place++) {
            sites.add(
                    ordered(
                            "id",
                            DemoSite.ALL.get(place).id(),
                            "name",
                            DemoSite.ALL.get(place).name(),
                            "console",
                            "http://127.0.0.1:" + ports.console(place) + "/",
                            "wan",
                            "127.0.0.1:" + ports.wan(place)));
        }
        all.put("sites", sites);
        all.put("devices", ready.devices().stream().map(this::device).toList());
        return all;
    }

    private Object device(FleetReady.DeviceReady device) {
        var credentials = fleet.device(device.site(), device.slot()).credentials();
        return ordered(
                "site", device.site(),
                "slot", device.slot(),
                "role", device.role(),
                "model", device.model(),
                "netconf", device.netconf() == 0 ? "" : device.host() + ":" + device.netconf(),
                "snmp", device.host() + ":" + device.snmp(),
                "user", credentials.user(),
                "password", credentials.password(),
                "probe", device.probe());
    }

    private static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    void print(Progress progress) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(
                "Ready after %.0f s. A demo on one machine, not for production."
                        .formatted(progress.seconds()));
        lines.add("");
        lines.add("  Dashboard   " + url + "/");
        lines.add("  API         " + url + "/api/v1");
        lines.add("  Identity    " + identity);
        for (int place = 0; place < DemoSite.ALL.size(); place++) {
            lines.add(
                    "  %-11s http://127.0.0.1:%d/   status page of %s"
                            .formatted(
                                    DemoSite.ALL.get(place).id(),
                                    ports.console(place),
                                    DemoSite.ALL.get(place).name()));
        }
        lines.add("");
        lines.add("  Log in as                     password, made for this plant and shown once");
        for (var account : people.accounts()) {
            lines.add(
                    "  %-12s %-19s %s"
                            .formatted(account.user(), account.role(), account.password()));
        }
        lines.add("");
        lines.add("  Cut a WAN    ./holdfast cut ww-01     and back    ./holdfast restore ww-01");
        lines.add("  Stop         Ctrl-C");
        List.copyOf(lines).forEach(progress::line);
    }
}
