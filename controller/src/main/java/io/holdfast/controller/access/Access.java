package io.holdfast.controller.access;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The one question each use case asks first (rulings C2). */
@Component
public class Access {

    private final AuditLog audit;

    Access(AuditLog audit) {
        this.audit = audit;
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

    /** For questions that change nothing; a refusal is recorded all the same. */
    public Caller requireRead() {
        return require(Permission.READ, "policy.read", "policy");
    }
}
