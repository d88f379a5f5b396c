package io.holdfast.apps.lab;

import io.holdfast.simulator.FleetReady;
import io.holdfast.simulator.FleetReady.DeviceReady;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Sets the plant up through the centre's public interface, step by step as a person would: enrol
 * the sites, onboard the devices, bring the blueprint's conduits to the sites as a first approved
 * change.
 */
final class SetUp {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final CentreClient automation;
    private final CentreClient approver;
    private final Runnable mustAllLive;

    SetUp(CentreClient automation, CentreClient approver, Runnable mustAllLive) {
        this.automation = automation;
        this.approver = approver;
        this.mustAllLive = mustAllLive;
    }

    /** The file a technician would carry to the site. */
    String enrolmentToken(DemoSite site) {
        return Json.text(
                automation
                        .post("/sites/" + site.id() + "/enrolment-tokens", Map.of())
                        .body()
                        .path("token"));
    }

    void awaitSites() {
        for (var site : DemoSite.ALL) {
            await(
                    "the site node of " + site.id(),
                    () -> connection(site.id()).path("link").asString("").equals("CONNECTED"));
        }
    }

    /** Gives each device's address and credentials, and pins its host key after comparing it. */
    void onboard(Fleet fleet, FleetReady ready) {
        for (var device : ready.devices()) {
            var credentials = fleet.device(device.site(), device.slot()).credentials();
            var access = new LinkedHashMap<String, Object>();
            access.put("netconfHost", device.host());
            access.put("netconfPort", device.netconf());
            access.put("snmpHost", device.host());
            access.put("snmpPort", device.snmp());
            access.put("user", credentials.user());
            access.put("password", credentials.password());
            access.put("snmpUser", credentials.snmpUser());
            access.put("snmpAuth", credentials.snmpAuth());
            access.put("snmpPriv", credentials.snmpPriv());
            automation.put(path(device), access, "");
        }
        for (var device : ready.devices()) {
            if (device.netconf() != 0) {
                pin(device);
            }
        }
        for (var device : ready.devices()) {
            await(
                    device.slot() + " at " + device.site(),
                    () -> {
                        var slot = slot(device);
                        var state = slot.path("state").asString("NOT_ONBOARDED");
                        // A change drafted before a device told its modules is read again.
                        boolean told = device.netconf() == 0 || !slot.path("modules").isEmpty();
                        return told && !state.equals("NOT_ONBOARDED") && !state.equals("SILENT");
                    });
        }
    }

    private void pin(DeviceReady device) {
        await(
                "the host key of " + device.slot() + " at " + device.site(),
                () -> !automation.get(path(device)).path("shownHostKey").asString("").isEmpty());
        var shown = automation.get(path(device)).path("shownHostKey").asString();
        if (!shown.equals(device.hostKey())) {
            throw new Refusal(
                    1,
                    device.slot()
                            + " at "
                            + device.site()
                            + " shows the host key "
                            + shown
                            + ", its console says "
                            + device.hostKey()
                            + "; somebody stands in between");
        }
        automation.post(path(device) + "/confirm-host-key", Map.of("fingerprint", shown));
    }

    /**
     * The first change: the conduits of the blueprint's three pathways, proposed and approved by
     * two.
     */
    void baseline() {
        var conduits = new ArrayList<Object>();
        for (var conduit : automation.get("/blueprint/conduits").path("items")) {
            conduits.add(Map.of("type", "PUT_CONDUIT", "conduit", conduit));
        }
        var change =
                automation.post(
                        "/change-requests",
                        Map.of(
                                "title", "First state: the pathways of the reference architecture",
                                "reason", "Commissioning of the plant",
                                "edits", conduits));
        var path = "/change-requests/" + change.body().path("id").asString();
        var submitted = automation.post(path + "/submit", Map.of(), change.etag());
        approver.post(path + "/approve", Map.of("comment", "Commissioning"), submitted.etag());
        await("the first rollout", () -> rolledOut(path));
    }

    private boolean rolledOut(String change) {
        var rollout = automation.get(change).path("rolloutId").asString("");
        if (rollout.isEmpty()) {
            return false;
        }
        var state = automation.get("/rollouts/" + rollout);
        var phase = state.path("state").asString();
        if (List.of("HALTED", "ROLLED_BACK", "PAUSED").contains(phase)) {
            throw new Refusal(1, "the first rollout stopped: " + state.path("reason").asString(""));
        }
        return phase.equals("DONE");
    }

    private JsonNode connection(String site) {
        return automation.get("/sites/" + site + "/connection");
    }

    private JsonNode slot(DeviceReady device) {
        for (var slot : connection(device.site()).path("slots")) {
            if (slot.path("slot").asString().equals(device.slot())) {
                return slot;
            }
        }
        return Json.tree("{}");
    }

    private static String path(DeviceReady device) {
        return "/sites/" + device.site() + "/devices/" + device.slot() + "/access";
    }

    private void await(String what, java.util.function.BooleanSupplier so) {
        Waiting.until(
                what,
                PATIENCE,
                () -> {
                    mustAllLive.run();
                    return so.getAsBoolean();
                });
    }
}
