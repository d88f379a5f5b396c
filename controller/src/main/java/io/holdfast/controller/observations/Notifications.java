package io.holdfast.controller.observations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.observations.store.NotificationStore;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What devices of a site said by themselves (SNMP notifications), newest first. The newest of each
 * device are kept; what came in beside them is told as a number.
 */
@Component
public class Notifications {

    /** No page has more. */
    public static final int LONGEST_PAGE = 200;

    private final Access access;
    private final NotificationStore notifications;
    private final KnownSites sites;

    Notifications(Access access, NotificationStore notifications, KnownSites sites) {
        this.access = access;
        this.notifications = notifications;
        this.sites = sites;
    }

    /** Where one stands among those of its site: the number of its event, and of which node. */
    public record Position(int incarnation, long number) {}

    /**
     * One.
     *
     * @param notification what happened (snmpTrapOID)
     * @param acknowledged whether the device waited until the site had it on disk
     * @param uptime hundredths of a second since the device started
     * @param variables what came along, as {@code oid = text}
     */
    public record Told(
            Position position,
            DeviceSlot slot,
            Instant at,
            String notification,
            boolean acknowledged,
            long uptime,
            List<String> variables) {
        public Told {
            variables = List.copyOf(variables);
        }
    }

    /**
     * What came in of one device and was not kept.
     *
     * @param hints came without authentication: a hint to look, and nothing that is believed
     * @param tooMany came faster than is written down
     */
    public record Beside(
            DeviceSlot slot, long hints, long tooMany, Instant since, Instant lastTold) {}

    /** Those before one, or the newest. */
    @Transactional(readOnly = true)
    public List<Told> page(
            SiteId site, Optional<DeviceSlot> slot, Optional<Position> before, int limit) {
        access.requireRead();
        sites.require(site);
        return notifications.page(site, slot, before, Math.clamp(limit, 1, LONGEST_PAGE + 1));
    }

    /** What came in beside, by device. */
    @Transactional(readOnly = true)
    public List<Beside> beside(SiteId site) {
        access.requireRead();
        sites.require(site);
        return notifications.beside(site);
    }
}
