package io.holdfast.core.topology;

/** What told of a neighbour, strongest first. */
public enum Evidence {
    /** IEEE 802.1AB: the neighbour said its own chassis and port. */
    LLDP,
    /** Cisco's discovery protocol: the neighbour said a device id and a port. */
    CDP,
    /** The bridge learned an address of a device of ours behind the port; a hint, no more. */
    MAC_TABLE
}
