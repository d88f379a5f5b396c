package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.controller.sitelinks.store.GroupStore;
import io.holdfast.controller.sitelinks.store.RotationStore;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Replaces what opens a device. The new secret is kept beside the old one, the site proves it by
 * opening the device with it, and only its word makes it the one in use. It is not set at the
 * device from here: whoever is responsible for the device does that, before or after.
 */
@Component
public class CredentialRotations {

    private final Access permissions;
    private final AuditLog audit;
    private final InstantSource clock;
    private final AccessLists lists;
    private final AccessStore accesses;
    private final RotationStore rotations;
    private final GroupStore groups;

    CredentialRotations(
            Access permissions,
            AuditLog audit,
            InstantSource clock,
            AccessLists lists,
            AccessStore accesses,
            RotationStore rotations,
            GroupStore groups) {
        this.permissions = permissions;
        this.audit = audit;
        this.clock = clock;
        this.lists = lists;
        this.accesses = accesses;
        this.rotations = rotations;
        this.groups = groups;
    }

    /** The newest rotation of a device; empty if there never was one. */
    @Transactional(readOnly = true)
    public Optional<RotationStanding> newest(SiteId site, DeviceSlot slot) {
        permissions.requireRead();
        entry(site, slot);
        return rotations.newest(site, slot).map(RotationStore.Stored::standing);
    }

    /** Gives a device a new secret beside the one in use. */
    @Transactional
    public RotationStanding start(SiteId site, DeviceSlot slot, Opener opener) {
        permissions.require(Permission.ONBOARD, "device.rotate-access", object(site, slot));
        var known = lists.enrolled(site);
        var entry = entry(site, slot);
        if (entry.incarnation() != known.incarnation()) {
            throw Refused.conflict(
                    "ACCESS_OF_ANOTHER_BOX",
                    "The site node was replaced; nothing opens the device that could be replaced.");
        }
        requireNotWaiting(site, slot);
        var group =
                switch (opener) {
                    case Opener.Own _ -> "";
                    case Opener.OfGroup(var name) -> name;
                };
        var sealed =
                switch (opener) {
                    case Opener.Own(var credentials) -> lists.sealed(known, slot, credentials);
                    case Opener.OfGroup(var name) ->
                            GroupSeals.usable(groups, name, known).sealedSecret();
                };
        begin(known, slot, group, sealed);
        long version = lists.signNext(known);
        audit.record(
                "device.rotate-access",
                object(site, slot),
                Map.of("group", group, "version", version));
        return standing(site, slot);
    }

    /**
     * Begins a rotation in place of one that failed. The site is told when its list is signed next.
     */
    void begin(AccessLists.Enrolled site, DeviceSlot slot, String group, String sealed) {
        var id = site.identity().site();
        rotations
                .newest(id, slot)
                .filter(r -> r.standing().state().underWay())
                .ifPresent(r -> rotations.end(r, RotationStanding.State.REPLACED));
        rotations.begin(id, slot, site.incarnation(), group, sealed, clock.instant());
    }

    /**
     * While the site may be proving the new secret nobody knows which of the two opens the device;
     * neither is given up then.
     */
    void requireNotWaiting(SiteId site, DeviceSlot slot) {
        rotations
                .newest(site, slot)
                .filter(r -> r.standing().state() == RotationStanding.State.WAITING)
                .ifPresent(_ -> {
                    throw Refused.conflict(
                            "ROTATION_NOT_TOLD",
                            "The site has not told yet what came of the rotation of "
                                    + slot
                                    + ". Either secret may be the one that opens the device.");
                });
    }

    /** Orders the site to try the new secret again. */
    @Transactional
    public RotationStanding again(SiteId site, DeviceSlot slot) {
        permissions.require(Permission.ONBOARD, "device.rotate-again", object(site, slot));
        var known = lists.enrolled(site);
        var stored = underWay(site, slot);
        rotations.again(stored);
        long version = lists.signNext(known);
        audit.record(
                "device.rotate-again",
                object(site, slot),
                Map.of("rotation", stored.standing().number(), "version", version));
        return standing(site, slot);
    }

    /** Gives the new secret up; the old one stays. */
    @Transactional
    public RotationStanding withdraw(SiteId site, DeviceSlot slot) {
        permissions.require(Permission.ONBOARD, "device.withdraw-rotation", object(site, slot));
        var known = lists.enrolled(site);
        var stored = underWay(site, slot);
        requireNotWaiting(site, slot);
        rotations.end(stored, RotationStanding.State.WITHDRAWN);
        long version = lists.signNext(known);
        audit.record(
                "device.withdraw-rotation",
                object(site, slot),
                Map.of("rotation", stored.standing().number(), "version", version));
        return standing(site, slot);
    }

    /**
     * A site told what came of trying a new secret. Only a proved one takes the place of the old,
     * in this transaction; the same word again changes nothing.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void told(SiteId site, int incarnation, SiteWord.RotationTried word, Instant at) {
        var known = lists.enrolled(site);
        var stored =
                rotations
                        .newest(site, word.slot())
                        .filter(r -> r.standing().number() == word.number())
                        .filter(r -> r.standing().state().underWay())
                        .filter(r -> r.incarnation() == incarnation)
                        .filter(_ -> known.incarnation() == incarnation);
        if (stored.isEmpty()) {
            return;
        }
        var rotation = stored.get();
        if (word.proved()) {
            prove(known, rotation, word, at);
        } else if (word.attempt() == rotation.standing().attempt()) {
            rotations.failed(rotation, word.result(), cut(word.reason()), at);
            audit.record(
                    "device.rotation-failed",
                    object(site, word.slot()),
                    Map.of("rotation", word.number(), "result", word.result()));
        }
    }

    private void prove(
            AccessLists.Enrolled known,
            RotationStore.Stored rotation,
            SiteWord.RotationTried word,
            Instant at) {
        var site = rotation.site();
        var entry = entry(site, rotation.slot());
        accesses.put(
                site,
                entry.openedBy(
                        rotation.incarnation(),
                        rotation.sealedSecret(),
                        rotation.standing().group(),
                        clock.instant(),
                        rotation.standing().startedBy()));
        rotations.proved(rotation, word.result(), at);
        long version = lists.signNext(known);
        audit.record(
                "device.rotation-proved",
                object(site, rotation.slot()),
                Map.of(
                        "rotation",
                        word.number(),
                        "group",
                        rotation.standing().group(),
                        "version",
                        version,
                        "startedBy",
                        rotation.standing().startedBy()));
    }

    private static String cut(String reason) {
        return reason.length() <= 300 ? reason : reason.substring(0, 300);
    }

    private RotationStore.Stored underWay(SiteId site, DeviceSlot slot) {
        entry(site, slot);
        return rotations
                .newest(site, slot)
                .filter(r -> r.standing().state().underWay())
                .orElseThrow(() ->
                        Refused.conflict(
                                "NO_ROTATION", "No secret of this device is being replaced."));
    }

    private RotationStanding standing(SiteId site, DeviceSlot slot) {
        return rotations.newest(site, slot).orElseThrow().standing();
    }

    private AccessStore.Entry entry(SiteId site, DeviceSlot slot) {
        return accesses.entry(site, slot)
                .orElseThrow(() -> Refused.notFound("device access", site + "/" + slot));
    }

    private static String object(SiteId site, DeviceSlot slot) {
        return "device:" + site + "/" + slot;
    }
}
