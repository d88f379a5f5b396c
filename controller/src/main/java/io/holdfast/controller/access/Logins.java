package io.holdfast.controller.access;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where people are logged in: looked at and ended (decision 30). */
@Component
public class Logins {

    private final LoginStore store;
    private final Access access;
    private final AuditLog audit;
    private final InstantSource clock;

    Logins(LoginStore store, Access access, AuditLog audit, InstantSource clock) {
        this.store = store;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** The caller's own; of everybody here for who administers. Newest first, of ninety days. */
    @Transactional(readOnly = true)
    public List<LoginLine> list() {
        var me = access.requireRead();
        return me.may(Permission.ADMINISTER) ? store.all() : store.own(me);
    }

    /**
     * Ends a login at once, at every centre, with all else that came of the same showing at the
     * provider: other browsers' windows and tokens of a command line. Somebody else's is there only
     * for who administers. It is the safe direction and needs no recent login, but a person or a
     * program with its own secret: a token in a file must not lock its owner out.
     */
    @Transactional
    public LoginLine end(UUID id) {
        var object = "login:" + id;
        var me = access.require(Permission.READ, "login.end", object);
        var line =
                store.find(id)
                        .filter(l -> l.isOf(me) || me.may(Permission.ADMINISTER))
                        .orElseThrow(() -> Refused.notFound("login", id.toString()));
        access.isThere("login.end", object);
        if (line.endedAt().isPresent()) {
            return line;
        }
        int ended = store.end(id, me.subject(), clock.instant());
        audit.record(
                "login.end",
                object,
                Map.of(
                        "owner", line.owner(),
                        "door", line.door().name(),
                        "address", line.address(),
                        "beganAt", line.beganAt().toString(),
                        "ended", ended));
        return store.find(id).orElseThrow();
    }
}
