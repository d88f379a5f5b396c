package io.holdfast.core.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.Plant;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ZoneModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {

    private static Situation compiled(ZoneModel model) {
        var plan = Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);
        return Situation.of(model, plan, PolicyCompiler.compile(model, plan).devices());
    }

    private static BlastRadius between(
            ZoneModel before, ZoneModel after, BlastRadius.Session... running) {
        return BlastRadius.between(
                PacketSpace.create(), compiled(before), compiled(after), List.of(running));
    }

    @Test
    void a_new_conduit_names_whom_it_makes_reachable_and_the_device_it_touches() {
        var more =
                Plant.with(
                        Blueprint.reference(),
                        Plant.conduit(
                                "mirror-web", "it/reporting", "it-dmz/update-mirror", "tcp/443"));
        var radius = between(Blueprint.reference(), more);
        // The reply makes the asker reachable too, as far as a stateless filter can tell.
        assertThat(radius.newlyReachable())
                .extracting(BlastRadius.Reached::toString)
                .containsExactly("it -> it-dmz/update-mirror", "it-dmz -> it/reporting");
        assertThat(radius.cutOff()).isEmpty();
        assertThat(radius.devices()).containsExactly(new DeviceSlot("fw-1"));
    }

    @Test
    void a_conduit_that_goes_names_who_is_cut_off_and_which_conversation_is_dropped() {
        var reading =
                new BlastRadius.Session(
                        Blueprint.IT,
                        Blueprint.OT_DMZ,
                        new Packet(
                                IpAddress.of("10.1.10.20"),
                                IpAddress.of("10.1.30.12"),
                                6,
                                40_000,
                                443));
        var radius =
                between(
                        Blueprint.reference(),
                        Plant.without(Blueprint.reference(), "historian-read"),
                        reading);
        assertThat(radius.cutOff())
                .extracting(BlastRadius.Reached::toString)
                .containsExactly("it -> ot-dmz/historian", "ot-dmz -> it/reporting");
        assertThat(radius.dropped()).containsExactly(reading);
    }

    @Test
    void nothing_changes_nobody() {
        var radius = between(Blueprint.reference(), Blueprint.reference());
        assertThat(radius.newlyReachable()).isEmpty();
        assertThat(radius.cutOff()).isEmpty();
        assertThat(radius.devices()).isEmpty();
    }
}
