package io.holdfast.simulator.datastore;

/** Who asks a device for something: a session of a user. */
public record Who(long session, String user) {

    /** The device itself. */
    public static final Who DEVICE = new Who(0, "device");
}
