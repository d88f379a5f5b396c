package io.holdfast.controller.inventory;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.inventory.store.InventoryStore;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteTag;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Equipment;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The sites of the organisation. */
@Service
public class Sites {

    private final Access access;
    private final AuditLog audit;
    private final InventoryStore store;
    private final PolicyBook policy;
    private final SiteLinks links;

    Sites(Access access, AuditLog audit, InventoryStore store, PolicyBook policy, SiteLinks links) {
        this.access = access;
        this.audit = audit;
        this.store = store;
        this.policy = policy;
        this.links = links;
    }

    /**
     * A site to be.
     *
     * @param linkUrl where it reaches the centre; empty for the usual address
     * @param equipment what its plan begins with
     */
    public record NewSite(
            SiteId id,
            String name,
            String timeZone,
            int number,
            String linkUrl,
            Equipment equipment) {}

    /** All sites, by code. */
    @Transactional(readOnly = true)
    public List<SiteView> list() {
        access.requireRead();
        var policy = this.policy.current();
        return store.sites().stream().map(s -> counted(s, policy)).toList();
    }

    private static SiteView counted(SiteView site, PolicyInForce policy) {
        return site.with(policy.plan(site.id()).map(p -> p.devices().size()).orElse(0));
    }

    @Transactional(readOnly = true)
    public SiteView get(SiteId id) {
        access.requireRead();
        return existing(id);
    }

    /** Adds a site of the reference blueprint. Nothing is told to any device by that. */
    @Transactional
    public SiteView create(NewSite site) {
        create(List.of(site));
        return existing(site.id());
    }

    /** Adds many, all or none, in one revision of the policy. */
    @Transactional
    public void create(List<NewSite> sites) {
        policy.addSites(sites.stream().map(this::added).toList());
    }

    private SitePlan added(NewSite site) {
        access.require(Permission.ONBOARD, "site.create", "site:" + site.id());
        timeZone(site.timeZone());
        name(site.name());
        if (site.number() < 1 || site.number() > Blueprint.LAST_SITE_NUMBER) {
            throw Refused.invalid(
                    "/number",
                    "SITE_NUMBER_OUT_OF_RANGE",
                    "A site number is 1 to " + Blueprint.LAST_SITE_NUMBER + ".");
        }
        if (store.site(site.id()).isPresent()) {
            throw Refused.conflict("SITE_EXISTS", "There is a site " + site.id() + " already.");
        }
        if (store.sites().stream().anyMatch(s -> s.number() == site.number())) {
            throw Refused.conflict(
                    "SITE_NUMBER_TAKEN",
                    "The number " + site.number() + " belongs to another site.");
        }
        var plan =
                Blueprint.sitePlan(
                        site.id(), site.name(), site.timeZone(), site.number(), site.equipment());
        store.add(plan, site.number());
        if (site.linkUrl().isBlank()) {
            links.open(site.id());
        } else {
            links.open(site.id(), linkUrl(site.linkUrl()));
        }
        audit.record(
                "site.create",
                "site:" + site.id(),
                Map.of("name", site.name(), "number", site.number()));
        return plan;
    }

    /** The tags of all sites that have any. Asks no right. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<SiteId, Set<SiteTag>> tags() {
        return store.sites().stream()
                .filter(s -> !s.tags().isEmpty())
                .collect(Collectors.toMap(SiteView::id, s -> new TreeSet<>(s.tags())));
    }

    /** Renames a site, and sorts it by other tags. */
    @Transactional
    public SiteView edit(
            SiteId id, long version, String name, String timeZone, List<SiteTag> tags) {
        access.require(Permission.ONBOARD, "site.edit", "site:" + id);
        var before = existing(id);
        if (before.version() != version) {
            throw new Refused(
                    Refused.Kind.STALE,
                    "VERSION_CHANGED",
                    "The site has changed since you read it; its version is "
                            + before.version()
                            + ".");
        }
        timeZone(timeZone);
        name(name);
        if (tags.size() > SiteTag.MOST) {
            throw Refused.invalid(
                    "/tags", "TOO_MANY_TAGS", "A site has at most " + SiteTag.MOST + " tags.");
        }
        var sorted = tags.stream().distinct().sorted().toList();
        store.edit(id, name, timeZone, sorted);
        audit.record(
                "site.edit",
                "site:" + id,
                Map.of(
                        "name",
                        name,
                        "timeZone",
                        timeZone,
                        "tags",
                        sorted.toString(),
                        "tagsBefore",
                        before.tags().toString()));
        return existing(id);
    }

    private SiteView existing(SiteId id) {
        return store.site(id)
                .map(s -> counted(s, policy.current()))
                .orElseThrow(() -> Refused.notFound("site", id.value()));
    }

    private static URI linkUrl(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw Refused.invalid("/linkUrl", "NOT_AN_HTTPS_ADDRESS", "This is not an address.");
        }
    }

    private static void name(String name) {
        if (name.isBlank()
                || name.length() > 100
                || name.chars().anyMatch(Character::isISOControl)) {
            throw Refused.invalid(
                    "/name", "NOT_A_NAME", "A site's name has 1 to 100 printable characters.");
        }
    }

    private static void timeZone(String zone) {
        try {
            if (!ZoneId.getAvailableZoneIds().contains(ZoneId.of(zone).getId())) {
                throw new DateTimeException(zone);
            }
        } catch (DateTimeException e) {
            throw Refused.invalid(
                    "/timeZone",
                    "NOT_A_TIME_ZONE",
                    "A time zone is an IANA name, as in Europe/Berlin.");
        }
    }
}
