package io.holdfast.sitelink.site;

import java.time.Instant;

/** What a person at the console is answered. */
public sealed interface ConsoleAnswer {

    /** It is so, and on disk. */
    record Done() implements ConsoleAnswer {}

    /**
     * Nothing was done.
     *
     * @param notBefore when it may be tried again, by the node's own clock; EPOCH if at any time
     */
    record No(Why why, Instant notBefore) implements ConsoleAnswer {
        public No(Why why) {
            this(why, Instant.EPOCH);
        }
    }

    /** The node did not answer in time; what became of it is seen on the status page. */
    record Unknown() implements ConsoleAnswer {}

    /** Why nothing was done. */
    enum Why {
        /** A person, a reason or a lease is missing or too long. */
        NOT_FILLED_IN,
        /** No code was issued for this site, or none is left. */
        NO_CODES,
        WRONG_CODE,
        USED_CODE,
        /** Somebody guessed: the next code is looked at later. */
        TOO_SOON,
        /** Who asks is in no hold, or it is over. */
        NOT_ENTERED,
        /** Nothing is open that ends until then. */
        NOTHING_TO_CLOSE,
        /** The node is not enrolled yet. */
        NOT_ENROLLED
    }
}
