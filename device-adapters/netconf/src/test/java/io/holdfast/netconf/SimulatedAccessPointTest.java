package io.holdfast.netconf;

import io.holdfast.dialect.openconfigap.AccessPointDialect;
import io.holdfast.spi.DeviceDialect;
import java.io.IOException;

/** The session contract against a simulated access point. */
final class SimulatedAccessPointTest extends SimulatedDeviceContract {

    @Override
    String slot() {
        return "ap-1";
    }

    @Override
    DeviceDialect dialect() {
        return new AccessPointDialect();
    }

    @Override
    SimulatedPlant startPlant() throws IOException {
        return SimulatedPlant.startOfOtherVendors();
    }
}
