package io.holdfast.site.devices;

import io.holdfast.core.Printable;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.failpoint.Failpoint;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.DeviceAccess.Rotation;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.OpenResult;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves what shall open a device from now on, by opening it: a NETCONF session of its own and an
 * SNMPv3 request. It sets nothing at the device; a person does that there. Each attempt is told
 * once, and told again if the node died before it knew that it had told it. What opened the device
 * before is not touched here: only a newer access list of the centre leaves it out.
 */
final class RotationProof {

    private static final Logger LOG = LoggerFactory.getLogger(RotationProof.class);
    private static final int LONGEST_REASON = 300;

    private final Drivers drivers;
    private final AccessBook access;
    private final Entrance entrance;
    private final DeviceSessions sessions;
    private final RotationMemory memory;
    private final Consumer<SiteWord.RotationTried> tell;

    RotationProof(
            Drivers drivers,
            AccessBook access,
            Entrance entrance,
            DeviceSessions sessions,
            RotationMemory memory,
            Consumer<SiteWord.RotationTried> tell) {
        this.drivers = drivers;
        this.access = access;
        this.entrance = entrance;
        this.sessions = sessions;
        this.memory = memory;
        this.tell = tell;
    }

    /** What became of trying. */
    private record Found(String result, String reason) {
        static final Found PROVED = new Found(SiteWord.RotationTried.PROVED, "");
    }

    /**
     * Tries what waits to be tried: an attempt that was ordered, or one that the device shows to be
     * worth it, as it turned down what opened it before and took the new.
     */
    void ifDue(DeviceSlot slot) {
        boolean newOpened = entrance.openedByOther(slot);
        access.rotation(slot)
                .filter(r -> !memory.answered(r) || (newOpened && !memory.proved(r)))
                .ifPresent(this::attempt);
    }

    private void attempt(Rotation rotation) {
        var found = prove(rotation);
        var tried =
                new SiteWord.RotationTried(
                        rotation.slot(),
                        rotation.number(),
                        rotation.attempt(),
                        found.result(),
                        Printable.cut(found.reason(), LONGEST_REASON));
        LOG.info(
                "{}: rotation {} attempt {}: {} {}",
                rotation.slot(),
                rotation.number(),
                rotation.attempt(),
                found.result(),
                tried.reason());
        Failpoint.reach("rotation-proved");
        tell.accept(tried);
        Failpoint.reach("rotation-told");
        memory.answered(tried);
        Failpoint.reach("rotation-kept");
    }

    private Found prove(Rotation rotation) {
        var secret = access.candidate(rotation);
        if (secret.isEmpty()) {
            return new Found("NOT_READABLE", "the new secret does not open at this site");
        }
        return switch (access.door(rotation.slot())) {
            case Door.Shut(var reason) -> new Found("SILENT", reason);
            case Door.Known door ->
                    asksNobody(door)
                            .or(() -> netconf(door, secret.get()))
                            .or(() -> snmp(door, secret.get()))
                            .orElse(Found.PROVED);
        };
    }

    /**
     * A session over TLS is opened by certificates (RFC 7589): it would open with any password. If
     * nobody asks by SNMP either, there is nothing here that could prove the secret.
     */
    private Optional<Found> asksNobody(Door.Known door) {
        boolean bySnmp = door.speaksSnmp() && drivers.inventory().isPresent();
        return asksForPassword(door) || bySnmp
                ? Optional.empty()
                : Optional.of(
                        new Found(
                                SiteWord.RotationTried.NOT_TRIED,
                                "its sessions are opened by certificates, and it is not asked over"
                                        + " SNMP: no door of it tries this secret"));
    }

    private static boolean asksForPassword(Door.Known door) {
        return door.speaksNetconf()
                && switch (door.reach().way()) {
                    case SSH, SSH_CALLS_HOME -> true;
                    case TLS, TLS_CALLS_HOME -> false;
                };
    }

    /** Why the new secret does not open a session; empty if it does. */
    private Optional<Found> netconf(Door.Known door, DeviceSecret secret) {
        if (!asksForPassword(door)) {
            return Optional.empty();
        }
        var pinned = door.reach().pinnedHostKey();
        if (pinned == null) {
            return Optional.of(
                    new Found("HOST_KEY_TO_CONFIRM", "nobody confirmed its host key yet"));
        }
        return switch (sessions.open(door.reach().slot(), door, pinned, secret)) {
            case OpenResult.Open(var session) -> {
                session.close();
                Failpoint.reach("rotation-login");
                yield Optional.empty();
            }
            case OpenResult.LoginRefused(var reason) ->
                    Optional.of(new Found("LOGIN_REFUSED", reason));
            case OpenResult.HostKeyChanged(_, var shown) ->
                    Optional.of(new Found("HOST_KEY_CHANGED", shown));
            case OpenResult.Unreachable(var reason) -> Optional.of(new Found("SILENT", reason));
        };
    }

    /** Why the new SNMPv3 user is not answered; empty if it is, or nobody asks by SNMP. */
    private Optional<Found> snmp(Door.Known door, DeviceSecret secret) {
        var reader = drivers.inventory();
        if (reader.isEmpty() || !door.speaksSnmp()) {
            return Optional.empty();
        }
        return switch (entrance.inventory(reader.get(), door, secret)) {
            case InventoryReader.Result.Seen _ -> Optional.empty();
            case InventoryReader.Result.Silent(var reason) ->
                    Optional.of(new Found("SNMP_REFUSED", "SNMP: " + reason));
        };
    }
}
