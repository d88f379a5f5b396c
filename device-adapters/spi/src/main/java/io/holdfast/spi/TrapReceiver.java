package io.holdfast.spi;

import io.holdfast.core.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;

/** How notifications of devices are heard over SNMP. Found by {@link java.util.ServiceLoader}. */
public interface TrapReceiver {

    /**
     * Who the receiver is to a sender of informs (RFC 3414 section 2.2).
     *
     * @param id kept for ever: devices have keys made for it
     * @param boots one more at each start, or old informs could be played again
     */
    record Engine(Bytes id, int boots) {}

    /** What is known of those who may send. */
    interface Senders {

        /** Whether anything from this address is looked at. Asked for every message. */
        boolean hears(InetAddress from);

        /** As whom the devices at this address may notify with authentication. */
        List<SnmpAccess.V3> users(InetAddress from);

        /** Whether a version 2c message from there with this community is taken as a hint. */
        boolean hints(InetAddress from, String community);

        /** Messages one address may send a second; more are dropped before they are decoded. */
        int mostPerSecond();
    }

    /**
     * What became of everything that arrived.
     *
     * @param dropped for want of room, or as one sender sent too much
     * @param refused of nobody known, or not what its sender should say
     * @param notKept arrived, and the journal did not take it
     */
    record Counts(long kept, long dropped, long refused, long notKept) {}

    /** A receiver that listens, until it is closed. */
    interface Running extends AutoCloseable {

        int port();

        /** What the kernel really gave for the receive buffer, in bytes. */
        int receiveBuffer() throws IOException;

        Counts counts();

        /** Stops listening, and writes down what still waits. */
        @Override
        void close() throws IOException;
    }

    Running start(
            InetSocketAddress at,
            Engine engine,
            Senders senders,
            TrapJournal journal,
            InstantSource clock)
            throws IOException;
}
