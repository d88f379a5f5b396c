package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.controller.sitelinks.store.ReplacementStore;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.SiteIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes over what people at a site replaced (decision 22): the centre pins the new key and says so
 * in its next list, so that no list brings the old key back. If somebody here confirmed another key
 * meanwhile, nothing is taken over: a person compares what the device shows, and that answers it.
 */
@Component
public class DeviceReplacements {

    /** What is shown of one device; a slot wears out no more. */
    private static final int MOST = 50;

    private final Access permissions;
    private final AuditLog audit;
    private final AccessLists lists;
    private final AccessStore accesses;
    private final ReplacementStore replacements;
    private final Notices notices;

    DeviceReplacements(
            Access permissions,
            AuditLog audit,
            AccessLists lists,
            AccessStore accesses,
            ReplacementStore replacements,
            Notices notices) {
        this.permissions = permissions;
        this.audit = audit;
        this.lists = lists;
        this.accesses = accesses;
        this.replacements = replacements;
        this.notices = notices;
    }

    /** Those of one device, the newest first. */
    @Transactional(readOnly = true)
    public List<ReplacementStanding> of(SiteId site, DeviceSlot slot) {
        permissions.requireRead();
        return replacements.of(site, slot, MOST);
    }

    /** A site's journal tells of one; whoever leads here speaks as that site. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void learnt(SiteIdentity identity, ReplacementStanding told, Instant now) {
        var site = identity.site();
        // Not of a node that was shut out: what is found of its journal later makes no new list.
        var serving = lists.serving(identity);
        var entry =
                accesses.entry(site, told.slot())
                        .filter(_ -> serving.isPresent())
                        .filter(e -> e.incarnation() == identity.incarnation())
                        .filter(e ->
                                e.pinnedHostKey().equals(told.oldHostKey())
                                        || e.pinnedHostKey().equals(told.hostKey()));
        boolean taken = entry.isPresent();
        if (!replacements.put(site, told.taken(taken))) {
            return;
        }
        var by = told.person() + ", " + told.second();
        entry.ifPresent(e -> accesses.put(site, e.pinned(told.hostKey(), now, by)));
        long version = taken ? lists.signNext(serving.orElseThrow()) : 0;
        var object = "device:" + site + "/" + told.slot();
        audit.record(
                "device.unit-replaced",
                object,
                Map.of(
                        "number",
                        told.incarnation() + "-" + told.number(),
                        "oldSerial",
                        told.oldSerial(),
                        "oldHostKey",
                        told.oldHostKey(),
                        "serial",
                        told.serial(),
                        "hostKey",
                        told.hostKey(),
                        "persons",
                        by,
                        "reason",
                        told.reason(),
                        "takenOver",
                        taken,
                        "version",
                        version));
        notices.tell(
                NoticeKind.DEVICE_REPLACED,
                object,
                site + "/" + told.slot() + ": " + told.serial(),
                site + " " + told.incarnation() + "-" + told.number(),
                Map.of(
                        "site",
                        site.value(),
                        "slot",
                        told.slot().value(),
                        "serial",
                        told.serial(),
                        "persons",
                        by,
                        "reason",
                        told.reason(),
                        "takenOver",
                        Boolean.toString(taken)));
    }
}
