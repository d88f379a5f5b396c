package io.holdfast.core.autonomy;

import io.holdfast.core.Names;
import java.time.Instant;

/**
 * One thing on which a site stands while it is alone, and when that ends.
 *
 * @param object which one, as a certificate's or a conduit's name; empty if there is only one
 */
public record Ending(Kind kind, String object, When when) {

    public Ending {
        if (!object.isEmpty()) {
            Names.text("what ends", object, 200);
        }
    }

    /** What it is. A new kind needs words in every place that shows them. */
    public enum Kind {
        /** The site's certificate on the link. */
        LINK_CERTIFICATE(Loss.THE_CENTRE),
        /** The certificate of who issued that one. */
        LINK_AUTHORITY(Loss.THE_CENTRE),
        /** That this very site node is the site's. */
        ENROLMENT(Loss.THE_CENTRE),
        /** The keys by which bundles are judged. */
        SIGNING_KEYS(Loss.NEW_STATES),
        /** The state the site has accepted. */
        STATE_IN_FORCE(Loss.FUNCTION),
        /** What the site was given and has not accepted. */
        OFFERED_STATE(Loss.NEW_STATES),
        /** A conduit that closes by itself. */
        HARD_END(Loss.AS_MEANT),
        /** The last window in which a change may start. */
        LAST_WINDOW(Loss.CHANGES),
        /** How long the clock is sure enough for the windows. */
        SURE_TIME(Loss.CHANGES),
        /** Codes by which a person takes over. */
        BREAK_GLASS_CODES(Loss.TAKING_OVER),
        /** The certificate with which the node logs in to devices. */
        DEVICE_LOGIN(Loss.DEVICES),
        /** Passwords and keys of devices. */
        DEVICE_CREDENTIALS(Loss.DEVICES),
        /** Certificates that devices show. */
        DEVICE_CERTIFICATES(Loss.DEVICES),
        /** What tunnels prove themselves by. */
        TUNNEL_CREDENTIALS(Loss.FUNCTION),
        /** Room on disk for journal and state. */
        JOURNAL_SPACE(Loss.CHANGES),
        /** Samples, events and logs that overwrite the oldest. */
        HISTORY_SPACE(Loss.HISTORY);

        private final Loss loss;

        Kind(Loss loss) {
            this.loss = loss;
        }

        /** What the site loses then. */
        public Loss loss() {
            return loss;
        }
    }

    /** What is lost when it has ended. */
    public enum Loss {
        /** Devices stop doing what they do. */
        FUNCTION,
        /** The node reaches devices no more; they go on. */
        DEVICES,
        /** No change is carried out; what runs goes on. */
        CHANGES,
        /** The link does not come back by itself; the site goes on alone. */
        THE_CENTRE,
        /** No new state is accepted; what is in force stays. */
        NEW_STATES,
        /** Nobody can take over at the site. */
        TAKING_OVER,
        /** The oldest measurements go. */
        HISTORY,
        /** It was meant to end; nothing is lost. */
        AS_MEANT
    }

    /** How sure somebody is. */
    public enum Sureness {
        /** It stands in a certificate, a calendar or a plan. */
        EXACT,
        /** Worked out from how fast something grows. */
        ESTIMATED
    }

    /** Why it has no moment. Whoever shows it has words for each. */
    public enum Why {
        /** A site node is the site's until another is enrolled. */
        UNTIL_ANOTHER_IS_ENROLLED,
        /** Keys have no end; a new trust root replaces them. */
        REPLACED_BY_PEOPLE,
        /** An accepted state never ends (rulings D8). */
        ACCEPTED_FOR_EVER,
        /** When it is full, the oldest is overwritten. */
        OLDEST_OVERWRITTEN,
        /** Whether a device lets its passwords grow old, nobody told. */
        DEVICES_DO_NOT_TELL,
        /** A device is known by its key; the end of what it shows is not kept. */
        ONLY_KEYS_ARE_KNOWN,
        /** What the ends of a tunnel prove themselves by stays on the devices. */
        STAYS_ON_DEVICES,
        /** The site has not told. */
        NOT_TOLD,
        /** None is left. */
        NONE_LEFT,
        /** So many are left; each is good for one use. */
        SOME_LEFT,
        /** Changes may start at any time that is not denied. */
        ALWAYS_OPEN,
        /** Windows recur. */
        WINDOWS_RECUR,
        /** Nothing waits for a window. */
        NO_WINDOW_TO_MEET,
        /** Nobody told the time since the power came back. */
        CLOCK_LOST,
        /** It has not been watched for a day. */
        NOT_WATCHED_YET,
        /** At this rate it lasts a hundred years. */
        HARDLY_GROWS
    }

    /** When it ends. */
    public sealed interface When {

        /** Then. */
        record At(Instant moment, Sureness sureness) implements When {}

        /** It does not end by itself. */
        record Never(Why why) implements When {}

        /** There is none. */
        record Missing(Why why) implements When {}

        /** Nobody here can tell. It is said, and never taken for long enough. */
        record Unknown(Why why) implements When {}
    }

    /**
     * Whether it counts for how long the site can be alone: what was meant to end does not, nor an
     * offer, which the centre makes anew and the site has not begun to stand on.
     */
    public boolean counts() {
        return kind.loss() != Loss.AS_MEANT && kind != Kind.OFFERED_STATE;
    }
}
