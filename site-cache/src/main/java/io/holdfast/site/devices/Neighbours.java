package io.holdfast.site.devices;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.site.SiteEvent.FailedProbe;
import io.holdfast.spi.DeviceAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * Asks whether other devices of the site still answer the site node. It is a connection up to the
 * host key and no login: the path and the peer are seen, what the peer runs is not. A device that
 * is only inventoried is not asked.
 */
final class Neighbours {

    /** A device on the same site that takes longer for a key exchange is as good as gone. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Drivers drivers;
    private final AccessBook access;
    private final DeviceSessions sessions;

    Neighbours(Drivers drivers, AccessBook access, DeviceSessions sessions) {
        this.drivers = drivers;
        this.access = access;
        this.sessions = sessions;
    }

    /** Those that do not answer, by slot. */
    List<FailedProbe> failed(List<DeviceSlot> slots) {
        var failed = new ConcurrentLinkedQueue<FailedProbe>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var slot : slots) {
                threads.execute(() -> failure(slot).ifPresent(failed::add));
            }
        }
        return failed.stream().sorted((a, b) -> a.probe().compareTo(b.probe())).toList();
    }

    private Optional<FailedProbe> failure(DeviceSlot slot) {
        return reason(slot)
                .map(reason ->
                        new FailedProbe(
                                slot.value(), slot + " is not reached from here: " + reason));
    }

    private Optional<String> reason(DeviceSlot slot) {
        return switch (access.door(slot)) {
            case Door.Shut(var reason) -> Optional.of(reason);
            case Door.Known door when door.writesSnmp() ->
                    difference(
                            sessions.hostKey(door),
                            Optional.ofNullable(door.reach().pinnedHostKey()));
            case Door.Known door when !door.speaksNetconf() ->
                    Optional.of("it does not speak NETCONF");
            case Door.Known door when door.reach().way().callsHome() -> notCalling(door.reach());
            case Door.Known door -> notAnswering(door.reach());
        };
    }

    private Optional<String> notAnswering(DeviceAccess.Reach reach) {
        var address = new DeviceAddress(reach.netconfHost(), reach.netconfPort());
        var shown = drivers.calling(reach.way()).flatMap(t -> t.hostKey(address, LIMIT));
        return difference(shown, Optional.ofNullable(reach.pinnedHostKey()));
    }

    private static Optional<String> difference(Optional<String> shown, Optional<String> pinned) {
        return shown.equals(pinned)
                ? Optional.empty()
                : Optional.of(
                        shown.map(key -> "another host key answers: " + key).orElse("no answer"));
    }

    private Optional<String> notCalling(DeviceAccess.Reach reach) {
        return Optional.ofNullable(reach.pinnedHostKey())
                        .flatMap(key ->
                                drivers.calledBy(reach.way())
                                        .filter(home -> home.callsAnew(key, LIMIT)))
                        .isPresent()
                ? Optional.empty()
                : Optional.of("it does not call");
    }
}
