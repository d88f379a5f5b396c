package io.holdfast.netconf;

/** The session contract against a simulated switch. */
final class SimulatedSwitchTest extends SimulatedDeviceContract {

    @Override
    String slot() {
        return "sw-1";
    }
}
