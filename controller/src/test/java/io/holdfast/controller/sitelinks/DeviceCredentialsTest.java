package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Refused;
import org.junit.jupiter.api.Test;

class DeviceCredentialsTest {

    private static DeviceCredentials with(String auth, String priv) {
        return new DeviceCredentials("ada", "x", "ada", auth, priv);
    }

    @Test
    void an_snmp_password_no_agent_takes_is_refused_where_it_is_entered() {
        var eight = "x".repeat(8);
        assertThat(with(eight, eight).toString()).isEqualTo("DeviceCredentials[]");
        assertThatThrownBy(() -> with("x".repeat(7), eight))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("at least 8 characters");
        assertThatThrownBy(() -> with(eight, "x"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("at least 8 characters");
    }
}
