package io.holdfast.ui.kit;

import com.vaadin.flow.router.QueryParameters;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Addresses of pages that another feature leads to; a feature does not import what it leads to. */
public final class Places {

    public static final String PROPOSE = "policy/conduits/new";

    public static final String DRIFT = "drift";

    public static final String FINDINGS = "policy/findings";

    private static final String ROLLOUTS = "rollouts/";

    private static final String DISCOVERIES = "discoveries/";

    private static final String CHANGES = "changes/";

    private Places() {}

    /** The site that an address names; a word that can be no site is not found, as any other. */
    public static SiteId site(String word) {
        try {
            return new SiteId(word);
        } catch (IllegalArgumentException e) {
            throw Refused.notFound("site", word);
        }
    }

    /** The device that an address names. */
    public static DeviceSlot slot(String word) {
        try {
            return new DeviceSlot(word);
        } catch (IllegalArgumentException e) {
            throw Refused.notFound("device", word);
        }
    }

    /** The number that an address names. */
    public static UUID id(String what, String word) {
        try {
            return UUID.fromString(word);
        } catch (IllegalArgumentException e) {
            throw Refused.notFound(what, word);
        }
    }

    public static String change(UUID id) {
        return change(id.toString());
    }

    /** By the number as an event names it. */
    public static String change(String id) {
        return CHANGES + id;
    }

    public static String rollout(UUID id) {
        return rollout(id.toString());
    }

    /** By the number as an event names it. */
    public static String rollout(String id) {
        return ROLLOUTS + id;
    }

    /** The page of one site. */
    public static String sitePage(String site) {
        return "sites/" + site;
    }

    /** Where a site's node is taken out of service. */
    public static String decommissioning(String site) {
        return "decommissionings/" + site;
    }

    /** When changes may start at a site. */
    public static String windows(String site) {
        return "windows/" + site;
    }

    /** Where windows of a site are edited. */
    public static String windowsEditor(String site) {
        return "policy/plan-windows?site=" + site;
    }

    /**
     * The editor of a site's plan with a new device filled in.
     *
     * @param found what is known of it, by the names of the fields: name, address, model
     */
    public static String newDevice(String site, Map<String, String> found) {
        var query = new TreeMap<>(found);
        query.put("site", site);
        return "policy/plan-device?" + QueryParameters.simple(query).getQueryString();
    }

    /** Where devices of a site are looked for. */
    public static String discoveries(String site) {
        return DISCOVERIES + site;
    }
}
