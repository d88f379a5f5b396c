package io.holdfast.auditlog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One thing somebody did or was refused. What an auditor would ask; never a secret. Two entries are
 * the same if and only if their {@linkplain #canonicalBytes() canonical bytes} are.
 *
 * <p>The byte format is documented at {@link CanonicalForm}. Where something is not known or does
 * not apply, the text is empty. A text over its limit is cut and ends with its length and digest,
 * so that no attempt escapes the log by being too long or malformed.
 *
 * @param id unique over all organisations (UUID text)
 * @param organization organisation id, empty before one is known
 * @param at when, cut to microseconds, which is what a database keeps
 * @param actor who: subject of a token, a site's identity, a program's name
 * @param action stable, as in change.approve
 * @param objectType as in change
 * @param code stable code of a refusal, empty if allowed
 * @param reason what a person gave as reason, or the sentence of the refusal
 * @param door where it came from: remote address and door, as in rest 192.0.2.7
 * @param before the object before, as text
 * @param after the object after, as text
 */
public record AuditEntry(
        String id,
        String organization,
        Instant at,
        String actor,
        ActorKind actorKind,
        String action,
        String objectType,
        String objectId,
        Outcome outcome,
        String code,
        String reason,
        String door,
        String before,
        String after) {

    /** A name, an id or a code has at most so many characters. */
    public static final int WORD = 300;

    /** A sentence has at most so many characters. */
    public static final int SENTENCE = 4_000;

    /** The text of an object has at most so many characters. */
    public static final int OBJECT = 65_536;

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new IllegalArgumentException("the time has a year of four digits");
        }
        id = fit(id, WORD);
        organization = fit(organization, WORD);
        actor = fit(actor, WORD);
        action = fit(action, WORD);
        objectType = fit(objectType, WORD);
        objectId = fit(objectId, WORD);
        code = fit(code, WORD);
        reason = fit(reason, SENTENCE);
        door = fit(door, WORD);
        before = fit(before, OBJECT);
        after = fit(after, OBJECT);
        if (id.isEmpty() || action.isEmpty()) {
            throw new IllegalArgumentException("an audit entry has an id and an action");
        }
    }

    /**
     * A refused attempt is recorded however odd its text: what cannot be kept is cut, and says so.
     */
    private static String fit(String text, int limit) {
        var whole = storable(text);
        if (whole.length() <= limit) {
            return whole;
        }
        var mark =
                " [cut: "
                        + whole.length()
                        + " characters, sha-256 "
                        + Digest.of(whole.getBytes(StandardCharsets.UTF_8))
                        + "]";
        int end = limit - mark.length();
        return whole.substring(0, Character.isHighSurrogate(whole.charAt(end - 1)) ? end - 1 : end)
                + mark;
    }

    /** Half a character has no UTF-8, and a database text holds no zero: both become U+FFFD. */
    private static String storable(String text) {
        boolean odd = text.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c));
        if (!odd) {
            return text;
        }
        var whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    /** The bytes that are stored and hashed. */
    public byte[] canonicalBytes() {
        return CanonicalForm.write(this);
    }

    /** SHA-256 of the canonical bytes, stored beside them. */
    public Digest digest() {
        return Digest.of(canonicalBytes());
    }
}
