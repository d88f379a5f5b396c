package io.holdfast.site.console;

import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.sitelink.site.LocalHold;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What the site knows of itself at one moment, for people standing in front of it. Carries no
 * secret.
 *
 * @param site code, as in ss-04
 * @param name for people; the code again until a first state was accepted
 * @param zone of the site, UTC until a first state was accepted
 * @param revision accepted, 0 if none
 * @param acceptedAt when; meaningless if there is none
 * @param devices worst first
 * @param waiting journal entries the centre has not confirmed
 * @param entries journal entries in all
 * @param certificateEnds the site's own certificate; EPOCH if it has none
 * @param alarms newest first
 * @param words fingerprint of the site's key
 * @param doors where devices speak first, and what was not heard there
 * @param codesLeft break-glass codes that open something still
 * @param hold the hold that is open; none or one
 * @param openings what closes by itself and has not yet, the first first
 * @param audit what is kept of the centre's audit log
 * @param budget everything that ends while the site is alone
 * @param stateWords six words of the accepted content's digest; empty if there is none
 */
public record Status(
        String site,
        String name,
        ZoneId zone,
        Instant now,
        Link link,
        long epoch,
        long revision,
        Instant acceptedAt,
        List<DeviceLine> devices,
        long waiting,
        long entries,
        Instant certificateEnds,
        List<AlarmLine> alarms,
        String words,
        List<DoorLine> doors,
        int codesLeft,
        List<LocalHold> hold,
        List<Opening> openings,
        Witness audit,
        AutonomyBudget budget,
        String stateWords) {

    public Status {
        hold = List.copyOf(hold);
        openings = List.copyOf(openings);
        devices = List.copyOf(devices);
        alarms = List.copyOf(alarms);
        doors = List.copyOf(doors);
    }

    /**
     * One door at which devices speak first, since the start.
     *
     * @param refused of nobody known, or not what its sender should say
     * @param dropped for want of room, or as one sender sent too much
     */
    public record DoorLine(String name, long refused, long dropped) {}

    /** Conduits that close at an end. */
    public record Opening(Instant end, List<String> conduits) {
        public Opening {
            conduits = List.copyOf(conduits);
        }
    }

    /** How the site stands to the centre. */
    public sealed interface Link {

        /** No certificate yet. */
        record Enrolling(String reason) implements Link {}

        record Connected(Instant since) implements Link {}

        /** Without the centre, and going on. */
        record Autonomous(Instant since, String reason) implements Link {}

        /** The centre put this node out of service, and hears it no more. */
        record OutOfService() implements Link {}
    }

    /** States of a device, worst first. */
    public enum DeviceState {
        KEY_CHANGED,
        SILENT,
        CONFLICT,
        TAKEN_BACK,
        NOT_ONBOARDED,
        ON_TRIAL,
        WAITING,
        KEPT,
        INVENTORIED;

        boolean answers() {
            return this != SILENT && this != KEY_CHANGED && this != NOT_ONBOARDED;
        }
    }

    /**
     * One device.
     *
     * @param revision 0 if none
     * @param seen when it last answered; EPOCH if never
     * @param reason a sentence where the state needs one, else empty
     */
    public record DeviceLine(
            String slot, DeviceState state, long revision, Instant seen, String reason) {}

    /** Something a person should look at. */
    public record AlarmLine(Instant at, String code, String object, String sentence) {}
}
