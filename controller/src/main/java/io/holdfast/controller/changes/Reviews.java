package io.holdfast.controller.changes;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.changes.Remark.DeviceOfChange;
import io.holdfast.controller.changes.store.ChangeStore;
import io.holdfast.controller.changes.store.ReviewStore;
import io.holdfast.controller.changes.store.StoredChange;
import io.holdfast.controller.database.Ids;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people say beside a change, and which device differences each of them has looked at. Nothing
 * of it approves anything. Whoever reads a change may do both.
 */
@Service
public class Reviews {

    /** As many words as a person can still read; after that a meeting is shorter. */
    static final int MOST_COMMENTS = 500;

    private final Access access;
    private final AuditLog audit;
    private final Docket docket;
    private final Workbench workbench;
    private final ReviewStore store;

    Reviews(Access access, AuditLog audit, Docket docket, Workbench workbench, ReviewStore store) {
        this.access = access;
        this.audit = audit;
        this.docket = docket;
        this.workbench = workbench;
        this.store = store;
    }

    /** What was said, oldest first. */
    @Transactional(readOnly = true)
    public List<Remark> remarks(UUID id) {
        access.requireRead();
        var digests = digests(docket.existing(id));
        return store.said(id).stream().map(s -> remark(s, digests)).toList();
    }

    /** Says something of a change or of what one device is told. */
    @Transactional
    public Remark say(UUID id, Optional<DeviceOfChange> device, String comment) {
        // A token that may only read says nothing in its owner's name.
        var needs = Acting.caller().byToken() ? Permission.PROPOSE : Permission.READ;
        access.require(needs, "change.comment", "change:" + id);
        if (comment.isBlank() || comment.length() > 4_000) {
            throw Refused.invalid(
                    "/comment", "COMMENT_MISSING", "A comment has 1 to 4000 characters.");
        }
        var stored = docket.existing(id);
        if (store.comments(id) >= MOST_COMMENTS) {
            throw Refused.conflict(
                    "TOO_MANY_COMMENTS", "A change has at most " + MOST_COMMENTS + " comments.");
        }
        var digests = digests(stored);
        var now = docket.now();
        var said =
                new ReviewStore.Said(
                        Ids.next(now),
                        device,
                        device.map(d -> digest(digests, d)).orElse(""),
                        Workbench.me().id(),
                        Acting.caller().name(),
                        now,
                        comment.strip());
        store.add(id, said);
        audit.record(
                "change.comment",
                "change:" + id,
                Map.of(
                        "comment",
                        said.id().toString(),
                        "device",
                        device.map(Reviews::text).orElse("")));
        return remark(said, digests);
    }

    /** Who has looked at which difference, as it is now; what became another is not among them. */
    @Transactional(readOnly = true)
    public List<Tick> ticks(UUID id) {
        access.requireRead();
        return standing(docket.existing(id));
    }

    /**
     * Notes that whoever acts has looked at a device's difference.
     *
     * @param digest of the difference that was looked at
     */
    @Transactional
    public List<Tick> view(UUID id, DeviceOfChange device, String digest) {
        access.require(Permission.READ, "change.view", "change:" + id);
        access.isThere("change.view", "change:" + id);
        var stored = docket.existing(id);
        if (!digest(digests(stored), device).equals(digest)) {
            throw Refused.conflict(
                    "OTHER_DIFF",
                    "What the device is told is not what you looked at any more; look again.");
        }
        store.view(id, device, digest, Workbench.me(), Acting.caller().name(), docket.now());
        audit.record(
                "change.view", "change:" + id, Map.of("device", text(device), "digest", digest));
        return standing(stored);
    }

    /** Takes the own tick away. */
    @Transactional
    public List<Tick> unview(UUID id, DeviceOfChange device) {
        access.require(Permission.READ, "change.unview", "change:" + id);
        access.isThere("change.unview", "change:" + id);
        var stored = docket.existing(id);
        if (store.unview(id, device, Workbench.me())) {
            audit.record("change.unview", "change:" + id, Map.of("device", text(device)));
        }
        return standing(stored);
    }

    private List<Tick> standing(StoredChange stored) {
        var digests = digests(stored);
        var me = Workbench.me().id();
        return store.viewed(stored.id()).stream()
                .filter(s -> s.device().map(digests::get).filter(s.digest()::equals).isPresent())
                .map(s ->
                        new Tick(
                                s.device().orElseThrow(),
                                ChangeStore.subject(s.person()),
                                s.name(),
                                s.at(),
                                s.person().equals(me)))
                .toList();
    }

    private Map<DeviceOfChange, String> digests(StoredChange stored) {
        var digests = new HashMap<DeviceOfChange, String>();
        for (var site : workbench.preview(stored).sites()) {
            for (var device : site.devices()) {
                digests.put(new DeviceOfChange(site.site(), device.slot()), device.diffDigest());
            }
        }
        return digests;
    }

    private static String digest(Map<DeviceOfChange, String> digests, DeviceOfChange device) {
        var digest = digests.get(device);
        if (digest == null) {
            throw Refused.notFound("device in this change", text(device));
        }
        return digest;
    }

    private static Remark remark(ReviewStore.Said said, Map<DeviceOfChange, String> digests) {
        return new Remark(
                said.id(),
                said.device(),
                ChangeStore.subject(said.person()),
                said.name(),
                said.at(),
                said.comment(),
                said.device().map(d -> said.digest().equals(digests.get(d))).orElse(true));
    }

    private static String text(DeviceOfChange device) {
        return device.site() + "/" + device.slot();
    }
}
