package io.holdfast.netconf;

/** Bytes to a device and back: an SSH channel, a TLS socket, or a test. */
interface ByteLine extends AutoCloseable {

    /** Reads at least one byte, or breaks. */
    default int read(byte[] into, Deadline deadline) throws Broken {
        int count = poll(into, deadline);
        if (count == 0) {
            throw new Broken("no complete answer in time");
        }
        return count;
    }

    /**
     * Reads at least one byte, or answers 0 when none came in time. The next call must bring the
     * same array: the bytes may still come into it.
     */
    int poll(byte[] into, Deadline deadline) throws Broken;

    void write(byte[] bytes, Deadline deadline) throws Broken;

    /** Ends it at once; never throws. */
    @Override
    void close();
}
