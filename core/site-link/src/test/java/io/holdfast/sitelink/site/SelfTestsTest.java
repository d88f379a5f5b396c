package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.window.Freeze;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.sitelink.AccessJudgement;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.telemetry.SiteWord.SelfTestResult;
import io.holdfast.sitelink.telemetry.SiteWord.SelfTestTold;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Self-tests only on order, in a window, beside no change, never in essential zones (V5). */
class SelfTestsTest {

    private final Plant plant = new Plant();
    private long version = 1;

    /** Both devices run the plant's second content. */
    private void settled() {
        plant.accept(2, 2);
        plant.settle();
        assertThat(plant.slot(SW).standing()).isEqualTo(new SlotState.Standing.Kept(1, 2));
    }

    private void order(DeviceSlot slot, long number, Instant notAfter) {
        access(List.of(new DeviceAccess.SelfTest(slot, number, notAfter)));
    }

    private void order(DeviceSlot slot, long number) {
        order(slot, number, plant.now.plus(Duration.ofMinutes(30)));
    }

    private void access(List<DeviceAccess.SelfTest> tests) {
        var list = Plant.access(++version, "SHA256:x");
        plant.tell(
                new SiteEvent.AccessExamined(
                        new AccessJudgement.Accepted(
                                new DeviceAccess(
                                        list.schema(),
                                        list.organization(),
                                        list.site(),
                                        list.incarnation(),
                                        list.version(),
                                        list.devices(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        tests))));
    }

    private List<SelfTestTold> told() {
        return plant.words.stream()
                .filter(SelfTestTold.class::isInstance)
                .map(SelfTestTold.class::cast)
                .toList();
    }

    private void assertRefused(SelfTestResult why) {
        assertThat(plant.selfTests).isEmpty();
        assertThat(told()).hasSize(1);
        assertThat(told().getFirst().result()).isEqualTo(why);
        assertThat(told().getFirst().reason()).isNotBlank();
        assertThat(plant.entries("SELF_TEST_BEGUN")).isEmpty();
        assertThat(plant.entries("SELF_TEST_ENDED")).hasSize(1);
    }

    private void answer(boolean whole, Kind... found) {
        var test = plant.selfTests.getLast();
        plant.tell(
                new SiteEvent.SelfTested(
                        test.slot(), test.ticket(), whole, whole ? "" : "stopped", List.of(found)));
    }

    @Test
    void an_order_is_carried_out_once_and_its_end_is_journaled_and_told() {
        settled();
        order(SW, 1);
        assertThat(plant.selfTests).hasSize(1);
        var test = plant.selfTests.getFirst();
        assertThat(test.base()).isEqualTo(plant.slot(SW).kept());
        assertThat(test.confirms()).isTrue();
        answer(true, Kind.CANCEL_WITHOUT_EFFECT);
        assertThat(told())
                .containsExactly(
                        new SelfTestTold(
                                SW, 1, SelfTestResult.DONE, "", List.of("CANCEL_WITHOUT_EFFECT")));
        assertThat(plant.entries("SELF_TEST_BEGUN")).hasSize(1);
        assertThat(plant.entries("SELF_TEST_ENDED").getFirst().payload())
                .contains("CANCEL_WITHOUT_EFFECT", "DONE");
        order(SW, 1);
        plant.settle();
        assertThat(plant.selfTests).hasSize(1);
        order(SW, 2);
        assertThat(plant.selfTests).hasSize(2);
    }

    @Test
    void while_a_device_is_tried_no_change_begins_and_nobody_looks_at_it() {
        settled();
        order(SW, 1);
        int looks = looksAt(SW);
        plant.accept(3, 2);
        plant.settle();
        assertThat(looksAt(SW)).isEqualTo(looks);
        assertThat(plant.slot(FW).standing()).isEqualTo(new SlotState.Standing.Waiting());
        answer(false);
        plant.settle();
        assertThat(plant.slot(SW).standing()).isEqualTo(new SlotState.Standing.Kept(1, 3));
        assertThat(looksAt(SW)).isGreaterThan(looks);
        assertThat(told().getFirst().result()).isEqualTo(SelfTestResult.STOPPED);
    }

    private int looksAt(DeviceSlot slot) {
        return (int)
                plant.done.stream()
                        .filter(o -> o instanceof SiteOrder.Look look && look.slot().equals(slot))
                        .count();
    }

    @Test
    void while_a_change_is_carried_out_it_is_refused() {
        settled();
        plant.accept(3, 2);
        while (plant.memory.work() instanceof Work.Idle) {
            plant.run(Duration.ofMillis(1));
        }
        order(SW, 1);
        assertRefused(SelfTestResult.BUSY);
    }

    @Test
    void without_an_accepted_state_it_is_refused() {
        order(SW, 1);
        assertRefused(SelfTestResult.NOTHING_ACCEPTED);
    }

    @Test
    void outside_the_windows_and_in_a_freeze_it_is_refused() {
        settled();
        plant.windows =
                List.of(
                        new Window(
                                "late",
                                WindowKind.MAINTENANCE,
                                Recurrence.of("FREQ=DAILY"),
                                LocalDateTime.parse("2026-11-01T22:00"),
                                Duration.ofHours(1)));
        plant.accept(3, 2, 2);
        plant.settle();
        order(SW, 1);
        assertRefused(SelfTestResult.OUTSIDE_WINDOW);
        assertThat(told().getFirst().reason()).contains("late");
    }

    @Test
    void in_a_freeze_it_is_refused() {
        settled();
        plant.freezes =
                List.of(
                        new Freeze(
                                plant.now.minusSeconds(60),
                                plant.now.plus(Duration.ofHours(3)),
                                "audit"));
        plant.settle();
        order(SW, 1);
        assertRefused(SelfTestResult.OUTSIDE_WINDOW);
    }

    /** The switch carries VLAN 2: its content is told of VLANs by the number of the revision. */
    private void sited(ZoneName name, int vlan) {
        plant.model = new ZoneModel(Blueprint.reference().zones(), List.of(), List.of());
        plant.plan =
                new SitePlan(
                        Plant.WW_01.site(),
                        "W",
                        "UTC",
                        List.of(new SiteZone(name, vlan, List.of(), List.of(), List.of())),
                        List.of(),
                        List.of(),
                        List.of());
    }

    @Test
    void a_device_that_is_not_in_the_plan_is_taken_for_essential() {
        sited(new ZoneName("office"), 7);
        settled();
        order(SW, 1);
        assertRefused(SelfTestResult.ESSENTIAL_ZONE);
    }

    @Test
    void a_device_that_does_not_answer_or_cannot_take_itself_back_is_refused() {
        plant.devices.get(SW).selfReverting = false;
        settled();
        order(SW, 1);
        assertRefused(SelfTestResult.NO_TRIAL);
        plant.words.clear();
        plant.devices.get(FW).reachable = false;
        plant.settle();
        order(FW, 1);
        assertThat(told().getFirst().result()).isEqualTo(SelfTestResult.NOT_REACHED);
        assertThat(plant.selfTests).isEmpty();
    }

    @Test
    void an_order_that_comes_too_late_is_refused() {
        settled();
        order(SW, 1, plant.now.minusSeconds(1));
        assertRefused(SelfTestResult.TOO_LATE);
    }

    @Test
    void a_node_that_ended_meanwhile_says_so_and_says_it_again_after_the_next_start() {
        settled();
        order(SW, 1);
        plant.start();
        assertThat(told().getLast().result()).isEqualTo(SelfTestResult.INTERRUPTED);
        int before = told().size();
        plant.start();
        assertThat(told()).hasSizeGreaterThan(before);
        assertThat(plant.entries("SELF_TEST_ENDED")).hasSize(1);
        assertThat(plant.selfTests).hasSize(1);
        answer(true);
        assertThat(told().getLast().result()).isEqualTo(SelfTestResult.INTERRUPTED);
    }

    @Test
    void two_devices_are_tried_one_after_the_other() {
        settled();
        var until = plant.now.plus(Duration.ofMinutes(30));
        access(
                List.of(
                        new DeviceAccess.SelfTest(FW, 1, until),
                        new DeviceAccess.SelfTest(SW, 1, until)));
        assertThat(plant.selfTests).hasSize(1);
        answer(true);
        assertThat(plant.selfTests).hasSize(2);
        assertThat(plant.selfTests.getLast().slot()).isEqualTo(SW);
    }
}
