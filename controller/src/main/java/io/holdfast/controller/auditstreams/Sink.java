package io.holdfast.controller.auditstreams;

import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditStreams.Reached;
import java.io.Closeable;
import java.io.IOException;

/** What the log is handed to. */
interface Sink extends Closeable {

    /**
     * Where it goes on.
     *
     * @param confirmed how far it is by what the database says
     */
    Reached from(Reached confirmed) throws IOException;

    /** How many leaves it takes at once. */
    int most();

    /**
     * Hands a part over and does not come back before it is certain that it is there.
     *
     * @param whole how many leaves the log has
     * @return how far it is certain
     * @throws IOException if nothing is
     */
    Reached hand(AuditFeed.Part part, Reached before, long whole) throws IOException;

    /** Whether there is something to say though the log did not grow. */
    boolean hasWord();

    /** Lets go of what it holds; asking where it goes on takes it up again. */
    @Override
    void close() throws IOException;
}
