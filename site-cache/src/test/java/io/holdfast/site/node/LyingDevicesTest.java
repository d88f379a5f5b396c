package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.Fault;
import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import io.holdfast.site.devices.DeviceLimits;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.link.LinkLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A switch that lies, before a change or in the middle of it, and a firewall that does not. */
class LyingDevicesTest extends WholeNode {

    private static final Drivers INSTALLED = Drivers.installed();
    private static final Set<String> NOT_KEPT = Set.of("SILENT", "TAKEN_BACK", "CONFLICT");

    private final Between between = Between.of(INSTALLED);
    private int revision;

    /** A device that does not answer is given up soon, so that a test sees the end of it. */
    private NodeSettings impatient() throws Exception {
        var seconds = Duration.ofSeconds(3);
        return new NodeSettings(
                directory,
                List.of(centre.token(folder)),
                List.of(),
                0,
                NodeProcess.hasty(),
                LinkLimits.PLANT,
                new DeviceLimits(seconds, seconds, Duration.ofSeconds(8), 8),
                NodeSettings.Listening.TO_NOBODY);
    }

    /** A change for both devices. */
    private void next() {
        revision++;
        var model = Blueprint.reference();
        var seen = centre.reports();
        centre.release(
                plant.changed(
                        plant.content(revision % 2 == 0 ? smaller(model) : model, seen),
                        slot("sw-1"),
                        config -> labelled(config, "zone it, revision " + revision),
                        seen));
    }

    private static DeviceConfig labelled(DeviceConfig config, String label) {
        return new DeviceConfig(
                config.interfaces().stream()
                        .map(port ->
                                port.name().equals("ge-0/0/3")
                                        ? new InterfaceConfig(
                                                port.name(),
                                                label,
                                                port.enabled(),
                                                port.mode(),
                                                port.addresses(),
                                                port.ingress())
                                        : port)
                        .toList(),
                config.vlans(),
                config.accessLists(),
                config.routes());
    }

    /** The switch is never Kept, its reason is named; the firewall is kept all the same. */
    private void onlyTheSwitchSuffers(String words) {
        awaitReport("fw-1", "KEPT " + revision);
        await().atMost(LONG)
                .untilAsserted(() -> {
                    var state = centre.slotState("sw-1");
                    assertThat(NOT_KEPT)
                            .as(centre.journalText())
                            .contains(state.substring(0, state.indexOf(' ')));
                    assertThat(centre.reason("sw-1")).contains(words);
                });
        assertThat(centre.slotState("fw-1")).isEqualTo("KEPT " + revision);
        assertThat(centre.entries("OUTCOME"))
                .noneMatch(e ->
                        e.payload().contains("sw-1")
                                && e.payload().contains("\"KEPT\"")
                                && e.payload().contains("\"revision\":" + revision + ","));
    }

    private void awaitReason(String words) {
        await().atMost(LONG).untilAsserted(() -> assertThat(centre.reason("sw-1")).contains(words));
    }

    private void honestAgain() {
        plant.device("sw-1").have(Fault.NONE);
    }

    @Test
    void lies_before_a_change_keep_the_switch_out_of_it_until_it_is_honest_again()
            throws Exception {
        try (var node = node(impatient(), between.drivers(INSTALLED))) {
            onboard(node.site());
            next();
            awaitReports("KEPT 1");
            for (var fault :
                    List.of(
                            Fault.WRONG_MESSAGE_ID,
                            Fault.SECOND_REPLY,
                            Fault.OVERSIZED,
                            Fault.SLOW)) {
                plant.device("sw-1").have(fault);
                next();
                onlyTheSwitchSuffers("no answer since");
                honestAgain();
                awaitReport("sw-1", "KEPT " + revision);
            }
            journalIsWholeAtTheCentre();
        }
    }

    @Test
    void a_switch_that_says_yes_and_does_nothing_is_not_kept() throws Exception {
        try (var node = node(impatient(), between.drivers(INSTALLED))) {
            onboard(node.site());
            next();
            awaitReports("KEPT 1");

            between.onTrial(
                    plant.ready("sw-1").netconf(),
                    () -> plant.device("sw-1").have(Fault.WRONG_MESSAGE_ID));
            next();
            awaitReason("no answer");
            honestAgain();
            onlyTheSwitchSuffers("no answer");
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(causes("sw-1"))
                                    .filteredOn(c -> c != Cause.SAVED)
                                    .last()
                                    .isIn(
                                            Cause.TAKEN_BACK_BY_TIMER,
                                            Cause.TAKEN_BACK_BY_CANCEL,
                                            Cause.KEPT));

            duringTheChange(Fault.OK_WITHOUT_EFFECT);
            next();
            onlyTheSwitchSuffers("it runs something else than it was told");
            journalIsWholeAtTheCentre();
        }
    }

    private void duringTheChange(Fault fault) {
        between.beforeLock(plant.ready("sw-1").netconf(), () -> plant.device("sw-1").have(fault));
    }

    @Test
    void another_host_key_while_a_change_waits_is_journaled_and_the_change_goes_on_after_it()
            throws Exception {
        try (var node = node(impatient(), between.drivers(INSTALLED))) {
            onboard(node.site());
            next();
            awaitReports("KEPT 1");

            plant.device("sw-1").have(Fault.CHANGED_HOST_KEY);
            next();
            onlyTheSwitchSuffers("shows host key");
            assertThat(centre.slotState("sw-1")).isEqualTo("CONFLICT 2");
            assertThat(centre.entries("HOST_KEY_CHANGED")).hasSize(1);
            assertThat(node.site().status().alarms())
                    .anyMatch(alarm -> alarm.code().equals("HOST_KEY_CHANGED"));

            honestAgain();
            awaitReport("sw-1", "KEPT 2");

            between.onTrial(
                    plant.ready("sw-1").netconf(),
                    () -> plant.device("sw-1").have(Fault.CHANGED_HOST_KEY));
            next();
            awaitReason("shows another host key");
            honestAgain();
            onlyTheSwitchSuffers("shows another host key");
            assertThat(centre.entries("OUTCOME").getLast().payload())
                    .contains("shows another host key");
            assertThat(centre.entries("HOST_KEY_CHANGED")).hasSize(2);
            journalIsWholeAtTheCentre();
        }
    }
}
