package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import java.util.List;

/**
 * A replacement of a failed device that is under way at the site.
 *
 * @param number of the journal entry that began it
 * @param hold in which it is done
 * @param person who asked for it
 * @param serial as it stands on the new unit
 * @param hostKey as it was read at the new unit itself
 * @param oldSerial of the unit that failed, as last heard; empty if never or not asked yet
 * @param oldHostKey which was pinned; empty until the new unit was met
 * @param second who compared the key as well; empty until then
 */
public record Replacing(
        long number,
        long hold,
        DeviceSlot slot,
        String person,
        String reason,
        String serial,
        String hostKey,
        String oldSerial,
        String oldHostKey,
        String second,
        Stage stage) {

    /** How far it has come. */
    public sealed interface Stage {

        /** The slot's address is dialled to see which key is shown; nobody logs in. */
        record Meeting(long ticket) implements Stage {}

        /** The key that is shown is the one that was typed; a second person has to compare it. */
        record ToConfirm() implements Stage {}

        /** The intent is durable; the unit is logged in to and looked at, nothing is sent. */
        record Examining(long ticket) implements Stage {}

        /**
         * It is what the state was compiled for; the guarded change is under way or begins when it
         * can.
         *
         * @param keptBefore what the old unit had to run
         * @param evidence what was compared
         */
        record Filling(String keptBefore, List<String> evidence) implements Stage {
            public Filling {
                evidence = List.copyOf(evidence);
            }
        }
    }

    /** How the last one ended that is not under way any more. */
    public record Ended(Replacing replacing, String code, String reason) {

        /** The code of the one that did what was asked. */
        public static final String REPLACED = "REPLACED";

        public boolean isReplaced() {
            return code.equals(REPLACED);
        }
    }

    Replacing at(Stage other) {
        return new Replacing(
                number,
                hold,
                slot,
                person,
                reason,
                serial,
                hostKey,
                oldSerial,
                oldHostKey,
                second,
                other);
    }

    Replacing met(String serialOfOld, String keyOfOld) {
        return new Replacing(
                number,
                hold,
                slot,
                person,
                reason,
                serial,
                hostKey,
                serialOfOld,
                keyOfOld,
                second,
                new Stage.ToConfirm());
    }

    Replacing confirmed(String by, long ticket) {
        return new Replacing(
                number,
                hold,
                slot,
                person,
                reason,
                serial,
                hostKey,
                oldSerial,
                oldHostKey,
                by,
                new Stage.Examining(ticket));
    }
}
