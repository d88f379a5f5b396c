package io.holdfast.simulator;

import io.holdfast.simulator.plane.Fate;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.OpenResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Opens sessions to simulated devices of this process, without a wire. A device's address is its
 * slot and site, as in fw-1.ww-01, port 830. Not a service: whoever simulates makes one.
 */
public final class SimulatorTransport implements DeviceTransport {

    private final List<SimulatedSite> sites;

    public SimulatorTransport(List<SimulatedSite> sites) {
        this.sites = List.copyOf(sites);
    }

    /** Where this transport finds a device. */
    public static DeviceAddress addressOf(SimulatedDevice device) {
        return new DeviceAddress(device.slot() + "." + device.site().name(), 830);
    }

    @Override
    public String name() {
        return "simulator";
    }

    @Override
    public Optional<String> hostKey(DeviceAddress address, Duration limit) {
        return reached(address).map(SimulatedDevice::hostKey);
    }

    @Override
    public OpenResult open(
            DeviceAddress address,
            String user,
            char[] password,
            String pinnedHostKey,
            Duration limit) {
        var found = reached(address);
        if (found.isEmpty()) {
            return new OpenResult.Unreachable("nobody answers at " + address);
        }
        var device = found.get();
        var shown = device.fault() == Fault.CHANGED_HOST_KEY ? "SHA256:changed" : device.hostKey();
        if (!shown.equals(pinnedHostKey)) {
            return new OpenResult.HostKeyChanged(pinnedHostKey, shown);
        }
        var credentials = device.credentials();
        if (!user.equals(credentials.user()) || !same(password, credentials.password())) {
            return new OpenResult.LoginRefused("user or password is wrong");
        }
        return new OpenResult.Open(new InProcessSession(device, user));
    }

    private static boolean same(char[] given, String expected) {
        return MessageDigest.isEqual(
                new String(given).getBytes(StandardCharsets.UTF_8),
                expected.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<SimulatedDevice> reached(DeviceAddress address) {
        return sites.stream()
                .flatMap(s -> s.devices().stream())
                .filter(d -> addressOf(d).equals(address))
                .filter(d -> d.reachability(6, 830) instanceof Fate.Passed)
                .findFirst();
    }
}
