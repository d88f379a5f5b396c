package io.holdfast.controller.notices;

import java.util.Locale;

/** What somebody may have to look at. */
public enum NoticeKind {
    /** A change waits for other people. */
    APPROVAL_WAITING,
    /** A rollout stopped by itself, or for good. */
    ROLLOUT_HALTED,
    /** A device runs something else than was approved. */
    DRIFT_FOUND,
    /** A conduit or an exception is to be looked at again. */
    REVIEW_DUE,
    /** A temporary conduit closes by itself soon. */
    CONDUIT_ENDS,
    /** Somebody holds a site by break-glass; it has to be reviewed. */
    BREAK_GLASS_USED,
    /** People at a site put another unit into the place of one that failed. */
    DEVICE_REPLACED,
    /** Somebody asks to take a site node out of service; a second person has to say so too. */
    DECOMMISSIONING_ASKED,
    /** A site node was put out of service; what it knew has to be replaced. */
    SITE_OUT_OF_SERVICE,
    /** A site node that was put out of service spoke: somebody has it and its key. */
    SHUT_OUT_NODE_SPOKE,
    /** The centre came back from a backup; what was said after it was taken is lost here. */
    CENTRE_RESTORED,
    /** A site runs a state that this centre does not know. */
    SITE_STATE_UNKNOWN,
    /** Something on which a site stands while it is alone ends within 90, 30 or 7 days. */
    AUTONOMY_ENDS,
    /** A site or a file keeps a part of the audit log that the log is not, or was shown one. */
    AUDIT_LOG_DIFFERS,
    /** What the audit log is handed over to confirmed nothing for too long. */
    AUDIT_STREAM_LATE;

    /** The type of its events (CloudEvents 1.0), as in holdfast.approval-waiting. */
    public String type() {
        return "holdfast." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
