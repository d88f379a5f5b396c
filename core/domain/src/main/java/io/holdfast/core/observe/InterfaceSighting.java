package io.holdfast.core.observe;

/**
 * One row of the interface table (IF-MIB, RFC 2863).
 *
 * @param speed bits per second, 0 if unknown
 * @param mac lower case with colons, or empty
 */
public record InterfaceSighting(
        int index,
        String name,
        String alias,
        int type,
        String mac,
        long speed,
        boolean adminUp,
        boolean operUp) {}
