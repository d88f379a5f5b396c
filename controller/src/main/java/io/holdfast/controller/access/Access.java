package io.holdfast.controller.access;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The one question each use case asks first (rulings C2). */
@Component
public class Access {

    /** What is answered to whoever has to log in once more (RFC 9470). */
    public static final String LOG_IN_AGAIN = "INSUFFICIENT_USER_AUTHENTICATION";

    /**
     * Long enough for reading a change and saying yes, too short for a browser that was left open.
     */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Shorter, and nobody comes back from the login in time. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private final AuditLog audit;
    private final InstantSource clock;

    /** A clock that was set back lets nobody be recent for as long as it was. */
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private final Duration lately;

    Access(
            AuditLog audit,
            InstantSource clock,
            @Value("${holdfast.identity.recent-login:PT5M}") Duration lately) {
        if (lately.compareTo(LONGEST) > 0 || lately.compareTo(SHORTEST) < 0) {
            throw new IllegalStateException(
                    "holdfast.identity.recent-login is from %s to %s, not %s"
                            .formatted(SHORTEST, LONGEST, lately));
        }
        this.audit = audit;
        this.clock = clock;
        this.lately = lately;
    }

    /** How long ago somebody may have logged in who does something risky. */
    public Duration lately() {
        return lately;
    }

    /**
     * Returns the caller if it may.
     *
     * @param action the use case, as in change.approve, as the audit log writes it
     * @throws Refused with code NOT_PERMITTED, recorded
     */
    public Caller require(Permission permission, String action, String object) {
        var caller = Acting.caller();
        if (caller.may(permission)) {
            return caller;
        }
        var refused =
                new Refused(
                        Refused.Kind.FORBIDDEN,
                        "NOT_PERMITTED",
                        "Your roles do not include the permission %s."
                                .formatted(permission.scope()));
        audit.refused(
                action,
                object,
                "NOT_PERMITTED",
                refused.detail(),
                Map.of("needs", permission.scope()));
        refused.markRecorded();
        throw refused;
    }

    /**
     * Asked after {@link #require} of what is risky: did the caller show lately who it is? A
     * session or a token that was taken over is of no use for it.
     *
     * @throws Refused with code INSUFFICIENT_USER_AUTHENTICATION, recorded
     */
    public void shownLately(String action, String object) {
        var caller = Acting.caller();
        boolean outside =
                caller.kind() == Caller.Kind.PERSON || caller.kind() == Caller.Kind.CLIENT;
        var now = clock.instant();
        boolean recent =
                caller.shown().plus(lately).isAfter(now)
                        && !caller.shown().isAfter(now.plus(AHEAD));
        if (!outside || recent) {
            return;
        }
        throw logInAgain(action, object, "This needs a more recent login.");
    }

    /**
     * Asked after {@link #require} of what says that somebody was there, or what would keep a
     * person from being there: a token in a file is nobody.
     *
     * @throws Refused with code INSUFFICIENT_USER_AUTHENTICATION, recorded
     */
    public void isThere(String action, String object) {
        if (Acting.caller().byToken()) {
            throw logInAgain(action, object, "This needs somebody who is there, not a token.");
        }
    }

    private Refused logInAgain(String action, String object, String detail) {
        var refused = new Refused(Refused.Kind.SHOWN_TOO_LONG_AGO, LOG_IN_AGAIN, detail);
        audit.refused(action, object, LOG_IN_AGAIN, detail, Map.of());
        refused.markRecorded();
        return refused;
    }

    /** For questions that change nothing; a refusal is recorded all the same. */
    public Caller requireRead() {
        return require(Permission.READ, "policy.read", "policy");
    }
}
