package io.holdfast.netconf;

import io.holdfast.dialect.junos.JunosDialect;
import io.holdfast.spi.DeviceDialect;
import java.io.IOException;

/** The session contract against a simulated switch that speaks Junos. */
final class SimulatedJunosSwitchTest extends SimulatedDeviceContract {

    @Override
    String slot() {
        return "sw-1";
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
