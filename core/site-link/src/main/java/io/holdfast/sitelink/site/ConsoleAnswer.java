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

    /**
     * What became of a bundle that somebody brought.
     *
     * @param epoch as offered, 0 if that could not even be read
     * @param code one of the two below, or that of a refusal
     * @param reason one sentence in English
     */
    record Judged(long epoch, long revision, String code, String reason) implements ConsoleAnswer {

        public static final String ACCEPTED = "ACCEPTED";
        public static final String ALREADY_IN_FORCE = "ALREADY_IN_FORCE";
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
        /** What is desired configures no such device, or nobody ever confirmed its key. */
        NOT_A_DEVICE,
        /** Something is done to this device, or waits for an answer; or another is replaced. */
        UNDER_WAY,
        /** This key is another device's, or of a unit that was taken out. */
        KEY_KNOWN,
        /** Nothing of this number waits for that. */
        NOT_ASKED,
        /** The second person is the first. */
        SAME_PERSON,
        /** The node is not enrolled yet. */
        NOT_ENROLLED
    }
}
