package io.holdfast.dialect.junos;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Equipment;
import io.holdfast.spi.ReadResult;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the compiler writes for a site with a zone firewall can be told to one, and is proved. */
class CompiledPlantTest {

    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final DeviceCapabilities SRX =
            new DeviceCapabilities(
                    true,
                    DeviceCapabilities.ConfirmedCommit.V1_1,
                    true,
                    true,
                    false,
                    List.of("junos-conf-root", "junos-conf-security"));

    private final JunosDialect dialect = new JunosDialect();
    private final SitePlan clinic =
            Blueprint.sitePlan(
                    new SiteId("cl-03"), "Clinic", "Europe/Berlin", 3, Equipment.ZONE_FIREWALL);

    @Test
    void a_firewall_with_the_security_part_judges_conversations_and_a_switch_does_not() {
        assertThat(dialect.judgesConversations(SRX)).isTrue();
        assertThat(
                        dialect.judgesConversations(
                                new DeviceCapabilities(
                                        true,
                                        DeviceCapabilities.ConfirmedCommit.V1_1,
                                        true,
                                        true,
                                        false,
                                        List.of("junos-conf-root", "junos-conf-vlans"))))
                .isFalse();
    }

    @Test
    void the_blueprint_of_a_clinic_can_be_told_and_what_is_read_back_is_proved() {
        var model = Blueprint.reference();
        var compiled = PolicyCompiler.compile(model, clinic, List.of(FIREWALL));
        var config = compiled.devices().get(FIREWALL);

        assertThat(config).matches(DeviceConfig::stateful);
        assertThat(dialect.blockers(config, SRX)).isEmpty();
        var read = dialect.read(dialect.render(config, SRX).text());

        assertThat(read).isEqualTo(new ReadResult.Read(config));
        var running = new TreeMap<>(compiled.devices());
        running.put(FIREWALL, ((ReadResult.Read) read).config());
        var proof = SiteProof.prove(model, clinic, running);
        assertThat(proof.holds()).as(proof.findings().toString()).isTrue();
        assertThat(proof.certificate().replies()).isEmpty();
    }
}
