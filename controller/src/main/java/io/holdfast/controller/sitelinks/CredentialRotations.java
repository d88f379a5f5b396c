package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
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
import java.util.stream.Stream;
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
        permissions.shownLately("device.rotate-access", object(site, slot));
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
        begin(known, slot, group, sealed, Acting.caller().name());
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
    void begin(AccessLists.Enrolled site, DeviceSlot slot, String group, String sealed, String by) {
        var id = site.identity().site();
        rotations
                .newest(id, slot)
                .filter(r -> r.standing().state().underWay())
                .ifPresent(r -> rotations.end(r, RotationStanding.State.REPLACED));
        rotations.begin(id, slot, site.incarnation(), group, sealed, clock.instant(), by);
    }

    /**
     * Whether the site may be proving the new secret right now: nobody knows then which of the two
     * opens the device.
     */
    boolean waiting(SiteId site, DeviceSlot slot) {
        return rotations
                .newest(site, slot)
                .filter(r -> r.standing().state() == RotationStanding.State.WAITING)
                .isPresent();
    }

    /** Neither secret is given up while the site may be proving the new one. */
    private void requireNotWaiting(SiteId site, DeviceSlot slot) {
        if (waiting(site, slot)) {
            throw Refused.conflict(
                    "ROTATION_NOT_TOLD",
                    "The site has not told yet what came of the rotation of "
                            + slot
                            + ". Either secret may be the one that opens the device.");
        }
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

    /**
     * Gives the new secret up; the old one stays. If the site proved the new one before it heard of
     * this, its word counts all the same: the device is opened by nothing else then.
     */
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
     * in this transaction; the same word again changes nothing. A proof counts also if the rotation
     * was given up or replaced meanwhile, as the site did not know that when it tried.
     *
     * @return whether the site's list has to be signed anew
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean told(SiteId site, int incarnation, SiteWord.RotationTried word, Instant at) {
        var known = lists.enrolled(site);
        var stored =
                rotations
                        .find(site, word.slot(), word.number())
                        .filter(r -> !r.sealedSecret().isEmpty())
                        .filter(r -> r.incarnation() == incarnation)
                        .filter(_ -> known.incarnation() == incarnation);
        if (stored.isEmpty()) {
            return false;
        }
        var rotation = stored.get();
        if (word.proved()) {
            prove(rotation, word, at);
            follow(known, rotation);
            return true;
        }
        if (rotation.standing().state() != RotationStanding.State.WAITING
                || word.attempt() != rotation.standing().attempt()) {
            return false;
        }
        rotations.failed(rotation, word.result(), word.reason(), at);
        audit.record(
                "device.rotation-failed",
                object(site, word.slot()),
                Map.of("rotation", word.number(), "result", word.result()));
        return follow(known, rotation);
    }

    /** Signs the site's list anew, once for all that it told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sign(SiteId site) {
        lists.signNext(lists.enrolled(site));
    }

    private void prove(RotationStore.Stored rotation, SiteWord.RotationTried word, Instant at) {
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
        audit.record(
                "device.rotation-proved",
                object(site, rotation.slot()),
                Map.of(
                        "rotation",
                        word.number(),
                        "group",
                        rotation.standing().group(),
                        "startedBy",
                        rotation.standing().startedBy()));
    }

    /**
     * A group's secret that was entered while the device still waited for another reaches it now.
     *
     * @return whether there was one
     */
    private boolean follow(AccessLists.Enrolled known, RotationStore.Stored told) {
        var site = told.site();
        var slot = told.slot();
        long newest = standing(site, slot).number();
        if (newest != told.standing().number()) {
            return false;
        }
        var seal =
                Stream.of(told.standing().group(), entry(site, slot).group())
                        .flatMap(g -> groups.group(g).stream())
                        .filter(g -> g.changedAt().isAfter(told.standing().startedAt()))
                        .flatMap(g -> groups.seal(g.name(), site).stream())
                        .filter(s -> s.incarnation() == known.incarnation())
                        .findFirst();
        seal.ifPresent(s -> {
            var by = groups.group(s.group()).orElseThrow().changedBy();
            begin(known, slot, s.group(), s.sealedSecret(), by);
            audit.record(
                    "device.rotate-access",
                    object(site, slot),
                    Map.of("group", s.group(), "startedBy", by, "follows", newest));
        });
        return seal.isPresent();
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
