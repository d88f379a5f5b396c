package io.holdfast.site.devices;

import io.holdfast.site.console.Status.DoorLine;
import io.holdfast.sitelink.DeviceAccess.NetconfWay;
import io.holdfast.spi.CallHome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doors at which devices call this site node (RFC 8071). Who may come in follows the access
 * that holds. A door that cannot be opened is logged; the node goes on without.
 */
public final class CallHomeDoors implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallHomeDoors.class);

    private final List<CallHome> open = new ArrayList<>();

    private CallHomeDoors() {}

    /** Opens what was asked for; none or one address each. */
    public static CallHomeDoors open(
            Drivers drivers,
            AccessBook access,
            List<InetSocketAddress> ssh,
            List<InetSocketAddress> tls) {
        var doors = new CallHomeDoors();
        var wanted = Map.of(NetconfWay.SSH_CALLS_HOME, ssh, NetconfWay.TLS_CALLS_HOME, tls);
        wanted.forEach((way, at) ->
                at.stream()
                        .findFirst()
                        .ifPresent(address -> doors.open(drivers, access, way, address)));
        return doors;
    }

    private void open(Drivers drivers, AccessBook access, NetconfWay way, InetSocketAddress at) {
        var home = drivers.calledBy(way);
        if (home.isEmpty()) {
            LOG.error("no adapter hears devices that call by {}", way);
            return;
        }
        access.whenLearnt(() -> home.get().expect(access.keys(way)));
        try {
            LOG.info("{} hears calls at {}", home.get().name(), home.get().listen(at));
            open.add(home.get());
        } catch (IOException e) {
            LOG.error("{} cannot hear calls at {}: {}", home.get().name(), at, e.getMessage());
        }
    }

    /** Who was turned away at each of these doors since the start, after the others. */
    public List<DoorLine> after(List<DoorLine> others) {
        var calls =
                open.stream()
                        .map(home ->
                                new DoorLine(
                                        home.name(),
                                        home.refused().values().stream()
                                                .mapToLong(Long::longValue)
                                                .sum(),
                                        0));
        return Stream.concat(others.stream(), calls).toList();
    }

    @Override
    public void close() {
        open.forEach(CallHome::close);
    }
}
