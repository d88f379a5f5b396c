package io.holdfast.core.verify;

/** Which packets of a conversation are followed. Only stateful devices tell them apart. */
enum Talk {
    /** Packets that nobody asked for: what a host may send at any time. */
    OPENING,
    /** Packets of conversations that stateful devices have seen begin. */
    ANSWERING,
    /** Packets that nobody asked for, on ways that no stateful device guards (rulings P1). */
    UNGUARDED
}
