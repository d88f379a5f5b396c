package io.holdfast.netconf;

/** The session contract against a simulated firewall. */
final class SimulatedFirewallTest extends SimulatedDeviceContract {

    @Override
    String slot() {
        return "fw-1";
    }
}
