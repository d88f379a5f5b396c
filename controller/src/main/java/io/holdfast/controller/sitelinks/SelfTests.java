package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Reason;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.controller.sitelinks.store.SelfTestStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether a device does what it says, tried on order (rulings V5). Ordered here with a reason;
 * whether it may be done now, the site decides: in a window, beside no change, never in an
 * essential zone. What is seen comes with the device's behaviour table.
 */
@Component
public class SelfTests {

    /** A site that was cut off longer is not surprised by an old order. */
    private static final Duration ACCEPTED_FOR = Duration.ofMinutes(30);

    private static final int LONGEST_REASON = 1_000;

    private final Access permissions;
    private final AuditLog audit;
    private final InstantSource clock;
    private final AccessLists lists;
    private final AccessStore accesses;
    private final SelfTestStore tests;
    private final SiteStore sites;

    SelfTests(
            Access permissions,
            AuditLog audit,
            InstantSource clock,
            AccessLists lists,
            AccessStore accesses,
            SelfTestStore tests,
            SiteStore sites) {
        this.permissions = permissions;
        this.audit = audit;
        this.clock = clock;
        this.lists = lists;
        this.accesses = accesses;
        this.tests = tests;
        this.sites = sites;
    }

    /** Orders a self-test. The device is on trial a few times while it lasts. */
    @Transactional
    public SelfTestStanding order(SiteId site, DeviceSlot slot, String reason) {
        var object = "device:" + site + "/" + slot;
        permissions.require(Permission.ROLL_OUT, "device.self-test", object);
        var known = lists.enrolled(site);
        var entry = entry(site, slot);
        var why = Reason.of("/reason", reason, LONGEST_REASON);
        require(entry, known);
        requireNode(site);
        var now = clock.instant();
        var newest = tests.newest(site, slot);
        if (newest.filter(t -> t.open(now)).isPresent()) {
            throw Refused.conflict(
                    "SELF_TEST_OPEN", "The site has not told yet what came of the last self-test.");
        }
        var ordered =
                new SelfTestStanding(
                        newest.map(SelfTestStanding::order).orElse(0L) + 1,
                        now,
                        Acting.caller().name(),
                        why,
                        now.plus(ACCEPTED_FOR).truncatedTo(ChronoUnit.SECONDS),
                        Optional.empty());
        tests.add(site, slot, ordered);
        long version = lists.signNext(known);
        audit.record(
                "device.self-test",
                object,
                Map.of("order", ordered.order(), "reason", why, "version", version));
        return ordered;
    }

    /** An order that a node of the first release cannot read would cost it all of its access. */
    private void requireNode(SiteId site) {
        if (!sites.contact(site)
                .map(SiteStore.Contact::can)
                .orElse(List.of())
                .contains(LinkRequest.SELF_TESTS)) {
            throw Refused.conflict(
                    "NODE_CANNOT_TEST",
                    "The site node does not say that it can try devices: it was not heard yet, or its"
                            + " software is older.");
        }
    }

    private static void require(AccessStore.Entry entry, AccessLists.Enrolled site) {
        if (entry.incarnation() != site.incarnation()) {
            throw Refused.conflict(
                    "ACCESS_OF_ANOTHER_BOX",
                    "The site node was replaced; enter the credentials again first.");
        }
        if (entry.netconfPort() == 0 || entry.netconfHost().isBlank() || entry.way().callsHome()) {
            throw Refused.conflict(
                    "NO_SELF_TEST",
                    "Only a device that is called over NETCONF can be tried: it needs two sessions.");
        }
        if (entry.pinnedHostKey().isEmpty()) {
            throw Refused.conflict(
                    "HOST_KEY_NOT_CONFIRMED", "Nobody confirmed the device's host key yet.");
        }
    }

    /** The newest self-test of a device; empty if there never was one. */
    @Transactional(readOnly = true)
    public Optional<SelfTestStanding> newest(SiteId site, DeviceSlot slot) {
        permissions.requireRead();
        entry(site, slot);
        return tests.newest(site, slot);
    }

    /** Keeps what a site told; false if nobody ordered it. Nobody is asked for a right here. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean told(SiteId site, SiteWord.SelfTestTold told, Instant at) {
        return tests.told(site, told, at);
    }

    private AccessStore.Entry entry(SiteId site, DeviceSlot slot) {
        return accesses.entry(site, slot)
                .orElseThrow(() -> Refused.notFound("device access", site + "/" + slot));
    }
}
