package io.holdfast.core.window;

/** What a recurring time means for changes. */
public enum WindowKind {
    /** Changes may start inside. A site that has one may not start them anywhere else. */
    MAINTENANCE,
    /** Forbidden time: nothing starts that is not over before it begins. */
    DENY
}
