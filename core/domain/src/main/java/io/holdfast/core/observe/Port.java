package io.holdfast.core.observe;

/**
 * One interface as the device itself tells of it (IF-MIB, RFC 2863). What a device leaves out is
 * empty, zero or unknown; nothing is filled in from elsewhere.
 *
 * @param descr ifDescr, which vendors fill with anything from a name to a sentence
 * @param speed bits per second, 0 if unknown
 * @param mac lower case with colons, or empty
 */
public record Port(
        int index,
        String name,
        String descr,
        String alias,
        int type,
        int mtu,
        long speed,
        String mac,
        AdminStatus admin,
        OperStatus oper) {

    /** What somebody asked of the interface (ifAdminStatus). */
    public enum AdminStatus {
        UP,
        DOWN,
        TESTING,
        UNKNOWN
    }

    /** What became of it (ifOperStatus). */
    public enum OperStatus {
        UP,
        DOWN,
        TESTING,
        UNKNOWN,
        DORMANT,
        NOT_PRESENT,
        LOWER_LAYER_DOWN
    }

    /** The short form that travels to the centre. */
    public InterfaceSighting sighting() {
        return new InterfaceSighting(
                index,
                name.isEmpty() ? descr : name,
                alias,
                type,
                mac,
                speed,
                admin == AdminStatus.UP,
                oper == OperStatus.UP);
    }
}
