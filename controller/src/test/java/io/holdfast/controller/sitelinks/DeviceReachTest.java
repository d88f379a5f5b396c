package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.sitelink.DeviceAccess.NetconfWay;
import org.junit.jupiter.api.Test;

class DeviceReachTest {

    private static DeviceReach written(int netconf, int vlan) {
        return new DeviceReach("10.1.99.5", netconf, "10.1.99.5", 161, NetconfWay.SSH, vlan);
    }

    @Test
    void a_device_without_netconf_is_one_that_snmp_was_permitted_to_configure() {
        assertThat(written(0, 99).managementVlan()).isEqualTo(99);
        assertThatThrownBy(() -> written(0, 0)).hasMessageContaining("A port is a number");
    }

    @Test
    void two_protocols_never_configure_the_same_device() {
        assertThatThrownBy(() -> written(830, 99)).hasMessageContaining("NETCONF or over SNMP");
    }

    @Test
    void a_vlan_is_one_of_4094() {
        assertThatThrownBy(() -> written(0, 4095)).hasMessageContaining("VLAN id is 1 to 4094");
        assertThatThrownBy(() -> written(0, -1)).hasMessageContaining("VLAN id is 1 to 4094");
    }

    @Test
    void who_is_met_by_another_way_or_at_another_place_may_be_somebody_else() {
        var ssh = new DeviceReach("10.1.99.5", 830, "10.1.99.5", 161);
        var tls = new DeviceReach("10.1.99.5", 830, "10.1.99.5", 161, NetconfWay.TLS, 0);
        var other = new DeviceReach("10.1.99.5", 830, "10.1.99.6", 161);

        assertThat(ssh.isWhere(tls)).isFalse();
        assertThat(ssh.isWhere(other)).as("SNMP does not say who is met over NETCONF").isTrue();
        assertThat(written(0, 99).isWhere(written(0, 98))).isTrue();
        assertThat(
                        written(0, 99)
                                .isWhere(
                                        new DeviceReach(
                                                "10.1.99.5",
                                                0,
                                                "10.1.99.6",
                                                161,
                                                NetconfWay.SSH,
                                                99)))
                .isFalse();
        assertThat(ssh.isWhere(written(0, 99))).isFalse();
    }
}
