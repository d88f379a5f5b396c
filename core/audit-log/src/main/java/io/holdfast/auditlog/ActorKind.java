package io.holdfast.auditlog;

/** Who can act. */
public enum ActorKind {
    /** A person who logged in. */
    PERSON,
    /** A client of the API that acts for itself. */
    CLIENT,
    /** A site node. */
    SITE_NODE,
    /** The centre itself, as when a rollout goes on. */
    CENTRE,
    /** Nobody we know: a request that could not say who it was. */
    UNKNOWN
}
