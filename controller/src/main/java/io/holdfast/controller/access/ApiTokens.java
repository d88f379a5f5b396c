package io.holdfast.controller.access;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.database.Ids;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens by which a program acts in the name of a person: made by that person, for a time and with
 * no more rights than the person has. None is a login: what is risky is not for it (decision 24).
 */
@Component
public class ApiTokens {

    /** A token that is forgotten ends by itself. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final int MOST = 20;

    private static final int LONGEST_NAME = 100;

    /** Needs a person who is there: nobody approves or appoints by a file on a disk. */
    private static final Set<Permission> NEVER =
            EnumSet.of(Permission.APPROVE, Permission.ADMINISTER);

    private final ApiTokenStore store;
    private final Access access;
    private final AuditLog audit;
    private final InstantSource clock;

    ApiTokens(ApiTokenStore store, Access access, AuditLog audit, InstantSource clock) {
        this.store = store;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A token that was just made.
     *
     * @param secret what the program sends; shown this once and kept nowhere
     */
    public record Made(ApiTokenLine line, String secret) {
        @Override
        public String toString() {
            return "Made[" + line.id() + "]";
        }
    }

    /** What the caller may give a token. */
    public Set<Permission> possible() {
        var may = EnumSet.copyOf(access.requireRead().permissions());
        may.removeAll(NEVER);
        return may;
    }

    /** Makes a token for the caller. */
    @Transactional
    public Made make(String name, Set<Permission> scopes, Instant endsAt) {
        var me = access.require(Permission.READ, "token.make", "token:new");
        access.shownLately("token.make", "token:new");
        if (me.kind() != Caller.Kind.PERSON) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "TOKENS_ARE_OF_PEOPLE",
                    "A program has its own secret; tokens are made by people.");
        }
        var now = clock.instant();
        var end = endsAt.truncatedTo(ChronoUnit.SECONDS);
        check(name.strip(), scopes, me, end, now);
        if (store.held(me, now) >= MOST) {
            throw Refused.conflict("TOO_MANY_TOKENS", "You have " + MOST + " tokens; revoke one.");
        }
        var line =
                new ApiTokenLine(
                        Ids.next(now),
                        name.strip(),
                        me.subject(),
                        scopes.stream().sorted().toList(),
                        now,
                        end,
                        Optional.empty(),
                        Optional.empty());
        var secret = ApiTokenText.random(me.organization(), line.id());
        store.add(line, me.issuer(), secret.digest());
        audit.record(
                "token.make",
                "token:" + line.id(),
                Map.of("name", line.name(), "scopes", texts(scopes), "until", end.toString()));
        return new Made(line, secret.text());
    }

    private static void check(
            String name, Set<Permission> scopes, Caller me, Instant end, Instant now) {
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw Refused.invalid(
                    "/name", "NAME_MISSING", "A token has a name of 1 to 100 characters.");
        }
        if (scopes.isEmpty()) {
            throw Refused.invalid("/scopes", "SCOPE_MISSING", "A token has at least one scope.");
        }
        if (scopes.stream().anyMatch(NEVER::contains)) {
            throw Refused.invalid(
                    "/scopes",
                    "SCOPE_NOT_FOR_TOKENS",
                    "Approving and administering need a person who is there.");
        }
        if (!me.permissions().containsAll(scopes)) {
            throw Refused.invalid(
                    "/scopes", "SCOPE_BEYOND_RIGHTS", "A token may nothing its owner may not.");
        }
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw Refused.invalid(
                    "/endsAt", "TOKEN_END", "A token ends later than now and within a year.");
        }
    }

    /** The caller's own; of everybody here for who administers. Newest first. */
    @Transactional(readOnly = true)
    public List<ApiTokenLine> list() {
        var me = access.requireRead();
        return me.may(Permission.ADMINISTER) ? store.all() : store.own(me);
    }

    /** Ends a token at once. Somebody else's is there only for who administers. */
    @Transactional
    public ApiTokenLine revoke(UUID id) {
        var me = access.require(Permission.READ, "token.revoke", "token:" + id);
        var line =
                store.stored(id)
                        .filter(t -> t.isOf(me) || me.may(Permission.ADMINISTER))
                        .map(ApiTokenStore.Stored::line)
                        .orElseThrow(() -> Refused.notFound("token", id.toString()));
        if (line.revokedAt().isPresent()) {
            return line;
        }
        store.revoke(id, clock.instant());
        audit.record(
                "token.revoke",
                "token:" + id,
                Map.of("name", line.name(), "owner", line.owner(), "by", me.subject()));
        return store.find(id).orElseThrow();
    }

    static String texts(Set<Permission> scopes) {
        return scopes.stream().map(Permission::scope).sorted().collect(Collectors.joining(" "));
    }

    /** As the audit log names what came through a token. */
    public static String door(UUID token) {
        return "token " + token;
    }
}
