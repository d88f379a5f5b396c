package io.holdfast.netconf;

/** Bytes to a device and back: an SSH channel, or a test. */
interface ByteLine extends AutoCloseable {

    /** Reads at least one byte, or breaks. */
    int read(byte[] into, Deadline deadline) throws Broken;

    void write(byte[] bytes, Deadline deadline) throws Broken;

    /** Ends it at once; never throws. */
    @Override
    void close();
}
