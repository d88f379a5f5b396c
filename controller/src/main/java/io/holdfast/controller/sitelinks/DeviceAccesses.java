package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.controller.sitelinks.store.GroupStore;
import io.holdfast.controller.sitelinks.store.ReplacementStore;
import io.holdfast.controller.sitelinks.store.RotationStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.controller.sitelinks.store.SlotStore;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.site.SlotUnit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings devices to their site (rulings V5): where they are, what opens them, and which host key a
 * person confirmed. Credentials are sealed to the site as they come in; the centre cannot read them
 * again.
 */
@Component
public class DeviceAccesses {

    private final Access permissions;
    private final AuditLog audit;
    private final InstantSource clock;
    private final AccessLists lists;
    private final SiteStore sites;
    private final AccessStore accesses;
    private final RotationStore rotations;
    private final GroupStore groups;
    private final SlotStore slots;
    private final ReplacementStore replacements;

    DeviceAccesses(
            Access permissions,
            AuditLog audit,
            InstantSource clock,
            AccessLists lists,
            SiteStore sites,
            AccessStore accesses,
            RotationStore rotations,
            GroupStore groups,
            SlotStore slots,
            ReplacementStore replacements) {
        this.permissions = permissions;
        this.audit = audit;
        this.clock = clock;
        this.lists = lists;
        this.sites = sites;
        this.accesses = accesses;
        this.rotations = rotations;
        this.groups = groups;
        this.slots = slots;
        this.replacements = replacements;
    }

    /** Says how a site reaches a device that has a secret of its own. */
    @Transactional
    public AccessStanding putAccess(
            SiteId site, DeviceSlot slot, DeviceReach reach, DeviceCredentials credentials) {
        return putAccess(site, slot, reach, new Opener.Own(credentials));
    }

    /**
     * Says how a site reaches a device, and what opens it from now on, proved or not; to replace
     * what works there are {@link CredentialRotations}. A confirmed host key stays while the device
     * is reached at the same place; at another place it has to be confirmed again.
     */
    @Transactional
    public AccessStanding putAccess(
            SiteId site, DeviceSlot slot, DeviceReach reach, Opener opener) {
        permissions.require(Permission.ONBOARD, "device.put-access", object(site, slot));
        permissions.shownLately("device.put-access", object(site, slot));
        var known = lists.enrolled(site);
        var secret = secret(known, slot, opener);
        var before = accesses.entry(site, slot);
        var pinned =
                before.filter(b -> reach(b).isWhere(reach))
                        .map(AccessStore.Entry::pinnedHostKey)
                        .orElse("");
        accesses.put(
                site,
                new AccessStore.Entry(
                        slot,
                        known.incarnation(),
                        reach.netconfHost(),
                        reach.netconfPort(),
                        reach.snmpHost(),
                        reach.snmpPort(),
                        reach.way(),
                        reach.managementVlan(),
                        pinned,
                        secret.sealed(),
                        secret.group(),
                        clock.instant(),
                        Acting.caller().name()));
        rotations
                .newest(site, slot)
                .ifPresent(r -> {
                    if (r.standing().state().underWay()) {
                        rotations.end(r, RotationStanding.State.REPLACED);
                    }
                    rotations.forget(site, slot, r.standing().number());
                });
        long version = lists.signNext(known);
        audit.record(
                "device.put-access",
                object(site, slot),
                Map.of(
                        "netconf",
                        reach.netconfHost() + " " + reach.netconfPort() + " " + reach.way(),
                        "managementVlan",
                        reach.managementVlan(),
                        "snmp",
                        reach.snmpHost() + " " + reach.snmpPort(),
                        "version",
                        version,
                        "group",
                        secret.group(),
                        "replaces",
                        before.isPresent()));
        return standingOf(site, slot);
    }

    /**
     * Confirms the host key that the device shows.
     *
     * @param fingerprint as a person compared it, SHA256:base64; must be the one shown
     */
    @Transactional
    public AccessStanding confirmHostKey(SiteId site, DeviceSlot slot, String fingerprint) {
        permissions.require(Permission.ONBOARD, "device.confirm-host-key", object(site, slot));
        permissions.shownLately("device.confirm-host-key", object(site, slot));
        var known = lists.enrolled(site);
        var entry = entry(site, slot);
        if (entry.incarnation() != known.incarnation()) {
            throw Refused.conflict(
                    "ACCESS_OF_ANOTHER_BOX",
                    "The site node was replaced; enter the credentials again first.");
        }
        var shown = slots.newest(site, slot).map(n -> n.report().shownHostKey()).orElse("");
        if (shown.isEmpty()) {
            throw Refused.conflict(
                    "HOST_KEY_NOT_SHOWN", "The site has not told which key the device shows.");
        }
        if (!shown.equals(fingerprint)) {
            throw Refused.conflict(
                    "HOST_KEY_DIFFERS",
                    "The device shows another host key than the one you confirm. Compare again.");
        }
        refuseTakenOut(site, slot, fingerprint);
        replacements.answer(site, slot);
        accesses.put(site, entry.pinned(fingerprint, clock.instant(), Acting.caller().name()));
        long version = lists.signNext(known);
        audit.record(
                "device.confirm-host-key",
                object(site, slot),
                Map.of("hostKey", fingerprint, "version", version));
        return standingOf(site, slot);
    }

    /** A unit that people at the site took out comes back with a key of its own, or not at all. */
    private void refuseTakenOut(SiteId site, DeviceSlot slot, String fingerprint) {
        var all = replacements.of(site, slot, SlotUnit.MOST_TAKEN_OUT);
        boolean now = all.stream().limit(1).anyMatch(r -> r.hostKey().equals(fingerprint));
        if (!now && all.stream().anyMatch(r -> r.oldHostKey().equals(fingerprint))) {
            throw Refused.conflict(
                    "UNIT_TAKEN_OUT",
                    "The unit with this host key was taken out of its slot at the site. Give it a"
                            + " new host key before it is used again.");
        }
    }

    /**
     * Orders the site to try what opens a device, and to tell what became of it.
     *
     * @return the order's number, under which the site answers
     */
    @Transactional
    public long orderTrial(SiteId site, DeviceSlot slot) {
        permissions.require(Permission.OPERATE, "device.try-access", object(site, slot));
        var known = lists.enrolled(site);
        entry(site, slot);
        long order = accesses.order(site, slot, clock.instant());
        long version = lists.signNext(known);
        audit.record(
                "device.try-access",
                object(site, slot),
                Map.of("order", order, "version", version));
        return order;
    }

    /** The newest trial that was ordered for a device; 0 if none was. */
    @Transactional(readOnly = true)
    public long newestTrial(SiteId site, DeviceSlot slot) {
        permissions.requireRead();
        entry(site, slot);
        return accesses.newestTrial(site, slot);
    }

    /** The devices of a site that somebody entered; nobody is asked for a right here. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<DeviceSlot> entered(SiteId site) {
        return accesses.entered(site);
    }

    /** How a site reaches a device, without secrets. */
    @Transactional(readOnly = true)
    public AccessStanding access(SiteId site, DeviceSlot slot) {
        permissions.requireRead();
        return standingOf(site, slot);
    }

    /** The devices of a site that were given access, by slot. */
    @Transactional(readOnly = true)
    public List<AccessStanding> accesses(SiteId site) {
        permissions.requireRead();
        return accesses.entries(site).stream().map(e -> standingOf(site, e)).toList();
    }

    /** What opens one device of some site. */
    public record Use(SiteId site, AccessStanding standing) {}

    /** What opens each device of the organisation that was given access. */
    @Transactional(readOnly = true)
    public List<Use> everywhere() {
        permissions.requireRead();
        return sites.all().stream()
                .flatMap(site ->
                        accesses.entries(site).stream()
                                .map(e -> new Use(site, standingOf(site, e))))
                .toList();
    }

    private record Secret(String sealed, String group) {}

    private Secret secret(AccessLists.Enrolled site, DeviceSlot slot, Opener opener) {
        return switch (opener) {
            case Opener.Own(var credentials) ->
                    new Secret(lists.sealed(site, slot, credentials), "");
            case Opener.OfGroup(var group) ->
                    new Secret(GroupSeals.usable(groups, group, site).sealedSecret(), group);
        };
    }

    private static DeviceReach reach(AccessStore.Entry entry) {
        return new DeviceReach(
                entry.netconfHost(),
                entry.netconfPort(),
                entry.snmpHost(),
                entry.snmpPort(),
                entry.way(),
                entry.managementVlan());
    }

    private AccessStore.Entry entry(SiteId site, DeviceSlot slot) {
        return accesses.entry(site, slot)
                .orElseThrow(() -> Refused.notFound("device access", site + "/" + slot));
    }

    private AccessStanding standingOf(SiteId site, DeviceSlot slot) {
        return standingOf(site, entry(site, slot));
    }

    private AccessStanding standingOf(SiteId site, AccessStore.Entry entry) {
        var slot = entry.slot();
        var known = sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var report = slots.newest(site, slot).map(Standings::slot);
        long accepted = sites.contact(site).map(SiteStore.Contact::accessVersion).orElse(0L);
        return new AccessStanding(
                slot,
                reach(entry),
                state(entry, known.incarnation(), report),
                known.accessVersion(),
                accepted,
                report.map(SlotStanding::shownHostKey).orElse(""),
                entry.pinnedHostKey(),
                entry.changedAt(),
                entry.changedBy(),
                entry.group(),
                rotations.newest(site, slot).map(RotationStore.Stored::standing),
                report);
    }

    private static AccessStanding.State state(
            AccessStore.Entry entry, int incarnation, Optional<SlotStanding> report) {
        if (entry.incarnation() != incarnation) {
            return AccessStanding.State.TO_ENTER_AGAIN;
        }
        if (entry.pinnedHostKey().isEmpty()) {
            boolean shown = report.filter(r -> !r.shownHostKey().isEmpty()).isPresent();
            return shown
                    ? AccessStanding.State.HOST_KEY_TO_CONFIRM
                    : AccessStanding.State.HOST_KEY_UNKNOWN;
        }
        if (report.isEmpty() || !heardSince(report.get(), entry.changedAt())) {
            return AccessStanding.State.CONFIRMED;
        }
        return switch (report.get().state()) {
            case NOT_ONBOARDED -> AccessStanding.State.CONFIRMED;
            case SILENT -> AccessStanding.State.SILENT;
            case WAITING, ON_TRIAL, KEPT, TAKEN_BACK, CONFLICT -> AccessStanding.State.REACHED;
        };
    }

    private static boolean heardSince(SlotStanding report, Instant changed) {
        return report.heardAt().isAfter(changed);
    }

    private static String object(SiteId site, DeviceSlot slot) {
        return "device:" + site + "/" + slot;
    }
}
