package io.holdfast.sitelink.site;

import io.holdfast.core.Names;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.HostKey;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** What a person wants at the console of a site node. */
public sealed interface ConsoleDeed {

    int LONGEST_PERSON = 80;
    int LONGEST_REASON = 500;

    /**
     * Show a code: it opens a hold, or lets its person into the one that is open.
     *
     * @param number the code's, 0 if what was typed has not the form of one
     * @param verifier of the code that it was found to be; empty if of none
     * @param lease how long the hold lasts, if this opens it
     * @param session digest of what this person's browser shows from now on
     */
    record Enter(
            int number,
            String verifier,
            String person,
            String reason,
            Duration lease,
            String session)
            implements ConsoleDeed {
        public Enter {
            Names.text("a person", person, LONGEST_PERSON);
            Names.text("a reason", reason, LONGEST_REASON);
            if (!lease.isPositive() || lease.compareTo(LocalHold.LONGEST) > 0) {
                throw new IllegalArgumentException("a hold lasts at most 72 hours");
            }
            named(session);
        }
    }

    /** End the hold. */
    record EndHold(String session) implements ConsoleDeed {
        public EndHold {
            named(session);
        }
    }

    /** Leave it, for others or until its lease is over. */
    record Leave(String session) implements ConsoleDeed {
        public Leave {
            named(session);
        }
    }

    /**
     * Close now what would end until then: its contents are proved already.
     *
     * @param upTo the last end that is brought forward
     */
    record CloseNow(String session, Instant upTo) implements ConsoleDeed {
        public CloseNow {
            named(session);
        }
    }

    /**
     * The device of a slot failed; this unit shall stand there.
     *
     * @param serial as it stands on the unit
     * @param hostKey fingerprint as it was read at the unit itself
     */
    record Replace(String session, DeviceSlot slot, String serial, String hostKey, String reason)
            implements ConsoleDeed {
        public Replace {
            named(session);
            HostKey.serial(serial);
            HostKey.fingerprint(hostKey);
            Names.text("a reason", reason, LONGEST_REASON);
        }
    }

    /**
     * A second person compared the key of the new unit too.
     *
     * @param session of the first, in whose dialogue it is
     * @param number of the replacement
     * @param code the second's, 0 if what was typed has not the form of one
     * @param verifier of the code that it was found to be; empty if of none
     * @param entered digest that no browser shows: he is in the hold, and not in this browser
     */
    record ConfirmReplacement(
            String session, long number, String person, int code, String verifier, String entered)
            implements ConsoleDeed {
        public ConfirmReplacement {
            named(session);
            named(entered);
            Names.text("a person", person, LONGEST_PERSON);
        }
    }

    /** It is not done after all. */
    record GiveUpReplacement(String session, long number) implements ConsoleDeed {
        public GiveUpReplacement {
            named(session);
        }
    }

    private static void named(String digest) {
        if (!Pattern.matches("[0-9a-f]{64}", digest)) {
            throw new IllegalArgumentException("a session is named by a digest");
        }
    }
}
