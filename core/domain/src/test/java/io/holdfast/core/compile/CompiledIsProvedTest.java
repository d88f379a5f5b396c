package io.holdfast.core.compile;

import static io.holdfast.core.zone.Plant.conduit;
import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.ZoneModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verifier, which does not know the compiler, agrees with what the compiler made. */
class CompiledIsProvedTest {

    private static final ZoneModel MODEL = Blueprint.reference();

    @Test
    void every_site_of_the_demo_is_proved() {
        for (var plan : Plant.sites()) {
            assertProved(MODEL, plan);
        }
    }

    @Test
    void whatever_conduit_is_added_the_result_and_the_way_there_are_proved() {
        for (var conduit : additions()) {
            var plan = Plant.waterworks();
            var model = with(MODEL, conduit);
            assertProved(model, plan);
            assertWay(MODEL, model, plan);
            assertWay(model, MODEL, plan);
        }
    }

    private static List<Conduit> additions() {
        return List.of(
                Plant.vendorAccess(),
                conduit("web", "it", "wan", "tcp/443", "udp/443"),
                conduit("in", "wan", "it-dmz/update-mirror", "tcp/8443"),
                conduit("ping", "it/reporting", "ot-dmz/jump-host", "icmp"),
                conduit("esp", "remote-access/vendor-gateway", "wan", "protocol/50", "udp/500"),
                conduit("plc", "ot-dmz/jump-host", "ot/plc", "tcp/502", "tcp/1024-65535>102"),
                conduit("link", "management/site-node", "wan", "tcp/1024-65535>8443"),
                conduit("zones", "it", "it-dmz", "tcp/80", "udp/53"));
    }

    private static void assertProved(ZoneModel model, SitePlan plan) {
        var compiled = PolicyCompiler.compile(model, plan);
        assertThat(compiled.blocked()).as(compiled.findings().toString()).isFalse();
        assertHolds(SiteProof.prove(model, plan, compiled.devices()));
    }

    private static void assertWay(ZoneModel from, ZoneModel to, SitePlan plan) {
        var before = PolicyCompiler.compile(from, plan);
        var after = PolicyCompiler.compile(to, plan);
        assertHolds(
                SiteProof.proveTransition(
                        from, plan, before.devices(), to, plan, after.devices(), after.groups()));
    }

    private static void assertHolds(Proof proof) {
        assertThat(proof.holds())
                .as(() -> proof.findings() + "\n" + proof.counterExamples())
                .isTrue();
    }
}
