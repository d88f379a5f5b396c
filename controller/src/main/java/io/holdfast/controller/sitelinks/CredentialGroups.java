package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.controller.sitelinks.store.GroupStore;
import io.holdfast.controller.sitelinks.store.RotationStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * One secret for many devices. It is sealed to each site that needs it and to no other: a stolen
 * site node knows the groups of its own site only, so a group of one site is the better one.
 * Changing a group's secret rotates it at each of its devices, one by one, as for a single device.
 */
@Component
public class CredentialGroups {

    /** Sites of one group. */
    public static final int MOST_SITES = 500;

    private final Access permissions;
    private final AuditLog audit;
    private final InstantSource clock;
    private final AccessLists lists;
    private final CredentialRotations rotating;
    private final SiteStore sites;
    private final AccessStore accesses;
    private final RotationStore rotations;
    private final GroupStore groups;

    CredentialGroups(
            Access permissions,
            AuditLog audit,
            InstantSource clock,
            AccessLists lists,
            CredentialRotations rotating,
            SiteStore sites,
            AccessStore accesses,
            RotationStore rotations,
            GroupStore groups) {
        this.permissions = permissions;
        this.audit = audit;
        this.clock = clock;
        this.lists = lists;
        this.rotating = rotating;
        this.sites = sites;
        this.accesses = accesses;
        this.rotations = rotations;
        this.groups = groups;
    }

    /**
     * A group, without its secret.
     *
     * @param sites where its secret is sealed to
     */
    public record GroupView(
            String name, Instant changedAt, String changedBy, long version, List<GroupSite> sites) {
        public GroupView {
            sites = List.copyOf(sites);
        }
    }

    /**
     * A group at one site.
     *
     * @param readable whether the site node that is enrolled now can read the secret
     * @param devices that the group's secret opens
     * @param rotating those on their way to one of its secrets
     */
    public record GroupSite(
            SiteId site, boolean readable, List<DeviceSlot> devices, List<DeviceSlot> rotating) {
        public GroupSite {
            devices = List.copyOf(devices);
            rotating = List.copyOf(rotating);
        }
    }

    /** All groups, by name. */
    @Transactional(readOnly = true)
    public List<GroupView> list() {
        permissions.requireRead();
        return groups.groups().stream().map(this::view).toList();
    }

    @Transactional(readOnly = true)
    public GroupView get(String name) {
        permissions.requireRead();
        return view(existing(name));
    }

    /**
     * Gives a group its secret: a new group has it from now on, and each device of a known one has
     * it beside the secret in use until its site proved it. A device of which a site has not told
     * yet what came of the secret before follows once it did: one that is stuck holds up no other.
     *
     * @param version the one that was read; empty or 0 for a new group
     * @param at the sites that get to know it, all of them
     */
    @Transactional
    public GroupView put(
            String name, Optional<Long> version, List<SiteId> at, DeviceCredentials credentials) {
        permissions.require(Permission.ONBOARD, "credential-group.put", object(name));
        permissions.shownLately("credential-group.put", object(name));
        Opener.checkName("/group", name);
        requireRead(name, version);
        if (at.isEmpty() || at.size() > MOST_SITES || new HashSet<>(at).size() != at.size()) {
            throw Refused.invalid(
                    "/sites",
                    "NOT_A_LIST_OF_SITES",
                    "A group has 1 to " + MOST_SITES + " sites, each once.");
        }
        for (var left : groups.seals(name)) {
            if (!at.contains(left.site())
                    && isServed(left.site())
                    && !members(left.site(), name).isEmpty()) {
                throw Refused.invalid(
                        "/sites",
                        "GROUP_IN_USE",
                        "Devices of " + left.site() + " are opened by this group.");
            }
        }
        if (!groups.put(name, version.orElse(0L), clock.instant())) {
            throw stale(groups.group(name).map(GroupStore.Group::version).orElse(0L));
        }
        var seals = new ArrayList<GroupStore.Seal>();
        int devices = 0;
        // In one order, so that two of these never wait for each other.
        for (var site : at.stream().sorted().toList()) {
            var enrolled = enrolled(site, at.indexOf(site));
            var sealed = lists.sealed(enrolled, name, credentials);
            seals.add(new GroupStore.Seal(name, site, enrolled.incarnation(), sealed));
            devices += rotate(enrolled, name, sealed);
        }
        groups.seal(name, seals);
        audit.record(
                "credential-group.put",
                object(name),
                Map.of("sites", at.stream().map(SiteId::value).toList(), "devices", devices));
        return view(existing(name));
    }

    /** A site whose node was put out of service holds up no new secret: it must not get it. */
    private boolean isServed(SiteId site) {
        return sites.find(site).filter(s -> s.shutOut().isEmpty()).isPresent();
    }

    private void requireRead(String name, Optional<Long> version) {
        var known = groups.lock(name).map(GroupStore.Group::version);
        if (known.isPresent() && version.isEmpty()) {
            throw new Refused(
                    Refused.Kind.PRECONDITION,
                    "IF_MATCH_MISSING",
                    "The group is there already; say which version of it you read.");
        }
        if (!version.orElse(0L).equals(known.orElse(0L))) {
            throw stale(known.orElse(0L));
        }
    }

    private static Refused stale(long version) {
        return new Refused(
                Refused.Kind.STALE,
                "VERSION_CHANGED",
                "The group has changed since you read it; its version is " + version + ".");
    }

    private AccessLists.Enrolled enrolled(SiteId site, int index) {
        try {
            return lists.enrolled(site);
        } catch (Refused e) {
            throw new Refused(
                    e.kind() == Refused.Kind.NOT_FOUND ? Refused.Kind.INVALID : e.kind(),
                    e.code(),
                    e.detail(),
                    List.of(new Refused.Fault("/sites/" + index, e.code(), e.detail())));
        }
    }

    /** Brings the new secret to the group's devices of one site; how many they are. */
    private int rotate(AccessLists.Enrolled site, String group, String sealed) {
        var id = site.identity().site();
        var slots = members(id, group);
        for (var slot : slots) {
            var entry = accesses.entry(id, slot).orElseThrow();
            if (entry.incarnation() != site.incarnation()) {
                // Nothing opens it for the box that stands there now: nothing to keep.
                accesses.put(
                        id,
                        entry.openedBy(
                                site.incarnation(),
                                sealed,
                                group,
                                clock.instant(),
                                Acting.caller().name()));
                continue;
            }
            if (!rotating.waiting(id, slot)) {
                rotating.begin(site, slot, group, sealed, Acting.caller().name());
            }
        }
        if (!slots.isEmpty()) {
            lists.signNext(site);
        }
        return slots.size();
    }

    /** Devices a group's secret opens, or shall open once it is proved. */
    private List<DeviceSlot> members(SiteId site, String group) {
        var slots = new ArrayList<>(opened(site, group));
        onTheWay(site, group).stream().filter(s -> !slots.contains(s)).forEach(slots::add);
        return slots;
    }

    private List<DeviceSlot> opened(SiteId site, String group) {
        return accesses.openedBy(site, group);
    }

    private List<DeviceSlot> onTheWay(SiteId site, String group) {
        return rotations.underWay(site, group);
    }

    private GroupView view(GroupStore.Group group) {
        return new GroupView(
                group.name(),
                group.changedAt(),
                group.changedBy(),
                group.version(),
                groups.seals(group.name()).stream().map(this::site).toList());
    }

    private GroupSite site(GroupStore.Seal seal) {
        return new GroupSite(
                seal.site(),
                sites.find(seal.site())
                        .filter(s -> s.incarnation() == seal.incarnation())
                        .isPresent(),
                opened(seal.site(), seal.group()),
                onTheWay(seal.site(), seal.group()));
    }

    private GroupStore.Group existing(String name) {
        return groups.group(name).orElseThrow(() -> Refused.notFound("credential group", name));
    }

    private static String object(String name) {
        return "credential-group:" + name;
    }
}
