package io.holdfast.ui.kit;

import java.util.UUID;

/** Addresses of pages that another feature leads to; a feature does not import what it leads to. */
public final class Places {

    public static final String PROPOSE = "policy/conduits/new";

    private static final String ROLLOUTS = "rollouts/";

    private static final String DISCOVERIES = "discoveries/";

    private static final String CHANGES = "changes/";

    private Places() {}

    public static String change(UUID id) {
        return CHANGES + id;
    }

    public static String rollout(UUID id) {
        return ROLLOUTS + id;
    }

    /** Where devices of a site are looked for. */
    public static String discoveries(String site) {
        return DISCOVERIES + site;
    }
}
