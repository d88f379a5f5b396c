package io.holdfast.apps.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where one process of the plant is killed.
 *
 * @param process as {@link RunningPlant#pid} names it
 * @param at name of the place; empty for any moment
 */
record KillPlace(String process, Kind kind, String at) {

    /** How it is known that the place was reached. */
    enum Kind {
        /** Any moment, drawn by lot. */
        ANY_MOMENT,
        /** The site node writes the name of the place and waits there to be killed. */
        SITE_NODE,
        /** A statement of the centre that would write this table stands still. */
        STATEMENT,
        /** A device has a change on trial. */
        ON_TRIAL
    }

    static final String CENTRE = "centre";
    static final String DEVICES = "devices";

    private static final List<String> AT_SITES =
            List.of(
                    "after-accept",
                    "after-intent",
                    "after-apply",
                    "after-decision",
                    "before-confirm",
                    "after-confirm",
                    "after-outcome");

    /** What the centre writes from the approval to the end of a rollout. */
    private static final List<String> TABLES =
            List.of(
                    "change_request",
                    "change_verdict",
                    "policy_revision",
                    "rollout",
                    "rollout_content",
                    "site_bundle",
                    "site_released",
                    "site_delivery",
                    "site_journal",
                    "site_journal_head",
                    "link_contact",
                    "slot_sighting",
                    "audit_entry",
                    "idempotent_request");

    static KillPlace anyMoment(SplittableRandom random) {
        var processes = processes();
        return new KillPlace(processes.get(random.nextInt(processes.size())), Kind.ANY_MOMENT, "");
    }

    static List<String> processes() {
        var all = new ArrayList<>(List.of(CENTRE, RunningPlant.DATABASE, DEVICES));
        DemoSite.ALL.forEach(site -> all.add(siteNode(site.id())));
        return all;
    }

    static String siteNode(String site) {
        return "site-" + site;
    }

    /** Every named place, in an order drawn by lot. */
    static List<KillPlace> named(SplittableRandom random) {
        var left = new ArrayList<KillPlace>();
        for (var site : DemoSite.ALL) {
            AT_SITES.forEach(
                    at -> left.add(new KillPlace(siteNode(site.id()), Kind.SITE_NODE, at)));
        }
        for (var table : TABLES) {
            left.add(new KillPlace(CENTRE, Kind.STATEMENT, table));
            left.add(new KillPlace(RunningPlant.DATABASE, Kind.STATEMENT, table));
        }
        left.add(new KillPlace(DEVICES, Kind.ON_TRIAL, "on-trial"));
        var all = new ArrayList<KillPlace>();
        while (!left.isEmpty()) {
            all.add(left.remove(random.nextInt(left.size())));
        }
        return all;
    }

    @Override
    public String toString() {
        return process + (at.isEmpty() ? " at any moment" : " at " + at);
    }
}
