package io.holdfast.netconf;

import io.holdfast.dialect.junos.JunosDialect;
import io.holdfast.spi.DeviceDialect;
import java.io.IOException;

/** The session contract against a simulated zone firewall. */
final class SimulatedJunosFirewallTest extends SimulatedDeviceContract {

    @Override
    String slot() {
        return "fw-1";
    }

    @Override
    DeviceDialect dialect() {
        return new JunosDialect();
    }

    @Override
    SimulatedPlant startPlant() throws IOException {
        return SimulatedPlant.startOfOtherVendors();
    }
}
