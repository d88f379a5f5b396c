package io.holdfast.controller.inventory;

/**
 * One thing in the policy in force that is of a site or names it.
 *
 * @param name of a tunnel as SITE/DEVICE INTERFACE
 * @param byName whether it names this very site; a conduit that is for every site does not
 */
public record Mention(Kind kind, String name, boolean byName) {

    /** What it is. */
    public enum Kind {
        ZONE,
        DEVICE,
        CONDUIT,
        TUNNEL
    }
}
