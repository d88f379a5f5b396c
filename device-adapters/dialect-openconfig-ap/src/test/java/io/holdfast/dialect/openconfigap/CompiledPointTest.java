package io.holdfast.dialect.openconfigap;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Equipment;
import io.holdfast.spi.ReadResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the compiler writes for the access point of a clinic can be told to one. */
class CompiledPointTest {

    private static final DeviceSlot POINT = new DeviceSlot("ap-1");
    private static final DeviceCapabilities SEEN =
            new DeviceCapabilities(
                    true,
                    DeviceCapabilities.ConfirmedCommit.V1_1,
                    true,
                    true,
                    false,
                    List.of(
                            "openconfig-access-points",
                            "openconfig-interfaces",
                            "openconfig-vlan"));

    @Test
    void the_office_network_of_a_clinic_is_told_and_read_back() {
        var plan =
                Blueprint.sitePlan(
                        new SiteId("cl-03"), "Clinic", "Europe/Berlin", 3, Equipment.ZONE_FIREWALL);
        var config = PolicyCompiler.compile(Blueprint.reference(), plan).devices().get(POINT);
        var dialect = new AccessPointDialect();

        assertThat(config.wirelessNetworks())
                .singleElement()
                .satisfies(n -> assertThat(n.ssid()).isEqualTo("cl-03-office"));
        assertThat(dialect.blockers(config, SEEN)).isEmpty();
        assertThat(dialect.read(dialect.render(config, SEEN).text()))
                .isEqualTo(new ReadResult.Read(config));
    }
}
