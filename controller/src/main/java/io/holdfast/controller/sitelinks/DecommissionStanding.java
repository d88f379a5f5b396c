package io.holdfast.controller.sitelinks;

import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A site node that is taken out of service, and how far that has come.
 *
 * @param number counted per site
 * @param incarnation of the site node it is about
 * @param confirmed by a second person; before anything happens, or afterwards if it was stolen
 * @param dropped who took the question back before anything happened
 * @param shutOut since when the link refuses the node
 * @param items what it knew and what has to be replaced; empty until it is shut out
 * @param inServiceAgain another node serves the site since
 */
public record DecommissionStanding(
        SiteId site,
        int number,
        int incarnation,
        Cause cause,
        String reason,
        Word asked,
        Optional<Word> confirmed,
        Optional<Word> dropped,
        Optional<Instant> shutOut,
        Left left,
        List<Item> items,
        boolean inServiceAgain) {

    public DecommissionStanding {
        items = List.copyOf(items);
    }

    /** Why a node goes. */
    public enum Cause {
        /** The site is given up, or its node is taken away in order. */
        WITHDRAWN,
        /** The box is gone, or somebody else may have its key. */
        STOLEN
    }

    /** Who said something, and when. */
    public record Word(Instant at, String by) {}

    /**
     * What is here of the node's journal.
     *
     * @param durable last entry the centre had when it was shut out
     * @param found last entry that is here now, some of them found later
     * @param told last entry the node named while it was in service: the fence
     * @param lastHeard when it named it; empty if it never spoke
     */
    public record Left(long durable, long found, long told, Optional<Instant> lastHeard) {

        /** Entries that are lost unless they are found; the first is {@code found + 1}. */
        public long missing() {
            return Math.max(0, told - found);
        }

        /** Entries that were found later. */
        public long late() {
            return Math.max(0, found - durable);
        }
    }

    /** What kind of thing has to be replaced. */
    public enum Kind {
        /** What opens a device. */
        DEVICE,
        /** The secret of a group of devices. */
        GROUP,
        /** The sealed codes of break-glass. */
        CODES,
        /** A user that one search for devices asked with. */
        SEARCH
    }

    /**
     * One thing the node knew.
     *
     * @param name of a device as SITE/SLOT, of a group its own, of codes the number of their set,
     *     of a search its id
     * @param group whose secret opens the device; empty for one of its own
     * @param rotated a replacement that was begun afterwards is proved
     * @param settled what a person did about it by hand
     */
    public record Item(
            Kind kind, String name, String group, boolean rotated, Optional<Settled> settled) {

        public boolean done() {
            return rotated || settled.isPresent();
        }
    }

    /** What a person says he did. */
    public record Settled(Instant at, String by, String how) {}

    /** How far it has come. */
    public enum State {
        /** Nothing has happened yet; a second person is asked. */
        ASKED,
        /** Taken back before anything happened. */
        DROPPED,
        /** The link refuses the node; something is still to be replaced or to be confirmed. */
        SHUT_OUT,
        /** Everything it knew is replaced, and a second person has seen it. */
        COMPLETE
    }

    public State state() {
        if (dropped.isPresent()) {
            return State.DROPPED;
        }
        if (shutOut.isEmpty()) {
            return State.ASKED;
        }
        return confirmed.isPresent() && items.stream().allMatch(Item::done)
                ? State.COMPLETE
                : State.SHUT_OUT;
    }

    public DecommissionId id() {
        return new DecommissionId(incarnation, number);
    }

    /** How many things are replaced. */
    public long replaced() {
        return items.stream().filter(Item::done).count();
    }
}
