package io.holdfast.core.observe;

/**
 * A physical part of a device (ENTITY-MIB, RFC 6933).
 *
 * @param containedIn the index of the part around it, 0 for none
 * @param kind entPhysicalClass, 0 where the device does not say
 */
public record PhysicalPart(
        int index,
        int containedIn,
        int kind,
        String name,
        String descr,
        String model,
        String serial,
        String hardware,
        String firmware,
        String software) {

    /** entPhysicalClass of a chassis. */
    public static final int CHASSIS = 3;

    /** entPhysicalClass of a stack of chassis. */
    public static final int STACK = 11;
}
