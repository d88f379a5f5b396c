package io.holdfast.simulator.datastore;

import java.time.Instant;

/**
 * One change of what a device runs or would start with: who, when, why. The oracle of tests about
 * trials and crashes.
 *
 * @param session NETCONF session id, 0 for the device itself
 * @param transaction the persist token, or empty
 * @param running SHA-256 of the running configuration after it, in hexadecimal
 */
public record HistoryEntry(
        int number,
        Instant at,
        long session,
        String user,
        Cause cause,
        String transaction,
        String running) {

    /** Why a configuration came or went. */
    public enum Cause {
        STARTED,
        COMMITTED,
        ON_TRIAL,
        TRIAL_EXTENDED,
        KEPT,
        TAKEN_BACK_BY_TIMER,
        TAKEN_BACK_BY_CANCEL,
        TAKEN_BACK_BY_LOST_SESSION,
        TAKEN_BACK_BY_RESTART,
        SAVED,
        POWER_LOST
    }
}
