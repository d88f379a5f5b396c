package io.holdfast.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What may be wrong with a device, on demand. The name on the control door is in lower case with
 * hyphens.
 */
public enum Fault {
    /** Nothing. */
    NONE,
    /** Each answer comes after five seconds. */
    SLOW,
    /** No answer ever; the connection stays. */
    SILENT,
    /** Answers carry another message-id. */
    WRONG_MESSAGE_ID,
    /** Each answer comes twice. */
    SECOND_REPLY,
    /** An answer of 80 MiB. */
    OVERSIZED,
    /** An answer with entities that unfold without end. */
    BILLION_LAUGHS,
    /** An answer that asks its reader to open a file. */
    EXTERNAL_ENTITY,
    /** An answer nested a hundred thousand times. */
    DEEP_NESTING,
    /** An answer that is not UTF-8. */
    INVALID_UTF8,
    /** A chunk that says it is 4 GiB long and does not end. */
    ENDLESS_CHUNK,
    /** One byte a second. */
    SLOW_BYTES,
    /** The SSH host key is another than yesterday's. */
    CHANGED_HOST_KEY,
    /** Every change is answered with ok, and nothing happens. */
    OK_WITHOUT_EFFECT,
    /** A commit is done and answered, then the connection drops. */
    DROP_AFTER_COMMIT,
    /** A commit is done, and the connection drops before the answer. */
    COMMIT_ANSWER_LOST,
    /** The commit that would keep a trial is neither done nor answered. */
    CONFIRM_UNANSWERED,
    /** The commit that keeps a trial is done and never answered. */
    CONFIRM_DONE_UNANSWERED,
    /** A validate throws the candidate away and answers ok, as a server in wide use does. */
    VALIDATE_LOSES_THE_CHANGE,
    /** A confirmed commit answers ok and does nothing; all else is honest. */
    COMMIT_WITHOUT_EFFECT,
    /** A confirmed commit is a plain one; confirm and cancel answer ok whatever their token. */
    TRIAL_IS_PERMANENT,
    /** Tokens are kept honestly, but the timer of a trial never rings. */
    TRIAL_NEVER_ENDS,
    /** A cancel answers ok and takes nothing back; the timer still does. */
    CANCEL_WITHOUT_EFFECT,
    /** A trial ends with its session, token or not. */
    TRIAL_ENDS_WITH_ITS_SESSION,
    /** A copy to startup answers ok and saves nothing. */
    STARTUP_NOT_SAVED,
    /** An SNMP SET answers noError and does nothing. */
    SET_WITHOUT_EFFECT,
    /** An SNMP SET answers noError and sets some of its objects. */
    SET_PARTIAL,
    /** Every SNMP SET is a wrong value. */
    SET_WRONG_VALUE,
    /** An SNMP SET fails after it was found right. */
    SET_COMMIT_FAILED,
    /** An SNMP SET is neither done nor answered. */
    SET_DROPPED,
    /** An SNMP SET is done and never answered. */
    SET_ANSWER_LOST,
    /** An SNMP SET makes the device start again, with what it had before. */
    SET_REBOOTS;

    /** The fault of this name, if there is one. */
    public static Optional<Fault> named(String name) {
        return Arrays.stream(values()).filter(f -> f.word().equals(name)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names, for the person who typed a wrong one. */
    public static String words() {
        return Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "));
    }
}
