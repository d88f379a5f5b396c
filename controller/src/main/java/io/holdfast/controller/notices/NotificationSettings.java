package io.holdfast.controller.notices;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.notices.store.SettingStore;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What each person wants to hear of by mail. Nobody sets it for another. */
@Service
public class NotificationSettings {

    /** Plain addresses only: nothing that could begin a second line or a second address. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,188}[A-Za-z0-9])?");

    private final Access access;
    private final AuditLog audit;
    private final SettingStore store;

    NotificationSettings(Access access, AuditLog audit, SettingStore store) {
        this.access = access;
        this.audit = audit;
        this.store = store;
    }

    /**
     * One person's wishes.
     *
     * @param address where mail goes; empty for no mail
     * @param language of the mails, en or de
     */
    public record Wishes(long version, String address, String language, Set<NoticeKind> kinds) {
        public Wishes {
            kinds = Set.copyOf(kinds);
        }
    }

    /** The own wishes. */
    @Transactional(readOnly = true)
    public Wishes mine() {
        access.requireRead();
        return store.wishes(me());
    }

    /** Sets the own wishes. From then on what happens is mailed, nothing from before. */
    @Transactional
    public Wishes set(long version, String address, String language, Set<NoticeKind> kinds) {
        access.require(Permission.READ, "notifications.set", "person:" + Acting.caller().subject());
        if (!address.isEmpty() && !ADDRESS.matcher(address).matches()) {
            throw Refused.invalid(
                    "/address", "ADDRESS_NOT_MAIL", "This is no mail address of the plain kind.");
        }
        if (!language.equals("en") && !language.equals("de")) {
            throw Refused.invalid("/language", "LANGUAGE_UNKNOWN", "Mail is in en or de.");
        }
        boolean elsewhere = !address.isEmpty() && !address.equals(store.wishes(me()).address());
        if (elsewhere) {
            // Where mail goes outlasts the login or the token that said so.
            access.shownLately("notifications.set", "person:" + Acting.caller().subject());
        }
        if (!store.set(me(), version, address, language, kinds)) {
            throw new Refused(
                    Refused.Kind.STALE,
                    "VERSION_CHANGED",
                    "Your settings have changed since you read them.");
        }
        // The address is the person's own affair; that there is one is not.
        audit.record(
                "notifications.set",
                "person:" + Acting.caller().subject(),
                Map.of("mail", !address.isEmpty(), "kinds", new TreeSet<>(kinds).toString()));
        return store.wishes(me());
    }

    private static SettingStore.Whose me() {
        return new SettingStore.Whose(Acting.caller().issuer(), Acting.caller().subject());
    }
}
