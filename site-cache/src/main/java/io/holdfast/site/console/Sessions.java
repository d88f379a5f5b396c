package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.site.LocalHold;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Whom a browser belongs to. It keeps a random word in a cookie; the site keeps only its digest,
 * with the hold, so a session lives through a restart of the node and ends with the hold, or after
 * an hour in which nothing was asked.
 */
final class Sessions {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Duration IDLE = Duration.ofHours(1);
    private static final int LONGEST_COOKIES = 4_096;

    private final Map<String, Long> lastAsked = new ConcurrentHashMap<>();

    /**
     * Somebody who is in the hold.
     *
     * @param digest names the session to the node
     * @param formWord what every form of this session has to bring along
     */
    record Session(String digest, String person, String formWord) {}

    /** A new random word. */
    static String newWord() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String digest(String word) {
        return Digests.of("session/" + word);
    }

    /** The cookie that carries a word; of this site only (rulings C7). */
    static String cookie(String site, String word) {
        return name(site)
                + "="
                + word
                + "; Path=/break-glass; HttpOnly; SameSite=Strict; Max-Age="
                + LocalHold.LONGEST.toSeconds();
    }

    /** The same, taken from the browser again. */
    static String noCookie(String site) {
        return name(site) + "=; Path=/break-glass; HttpOnly; SameSite=Strict; Max-Age=0";
    }

    private static String name(String site) {
        return "hf_" + site;
    }

    /** Who asks, if he entered the hold that is open and asked something lately. */
    Optional<Session> of(HttpExchange exchange, String site, List<LocalHold> holds) {
        lastAsked.keySet().removeIf(d -> holds.stream().allMatch(h -> h.personOf(d).isEmpty()));
        return word(exchange, site)
                .flatMap(word ->
                        holds.stream()
                                .flatMap(h -> h.personOf(digest(word)).stream())
                                .findFirst()
                                .map(p -> new Session(digest(word), p, Digests.of("form/" + word))))
                .filter(session -> isAwake(session.digest()));
    }

    private boolean isAwake(String digest) {
        var now = System.nanoTime();
        var before = lastAsked.getOrDefault(digest, now);
        if (now - before > IDLE.toNanos()) {
            return false;
        }
        lastAsked.put(digest, now);
        return true;
    }

    private static Optional<String> word(HttpExchange exchange, String site) {
        var cookies = exchange.getRequestHeaders().getFirst("Cookie");
        if (cookies == null || cookies.length() > LONGEST_COOKIES) {
            return Optional.empty();
        }
        for (var cookie : cookies.split(";", -1)) {
            var parts = cookie.strip().split("=", 2);
            if (parts.length == 2
                    && parts[0].equals(name(site))
                    && WORD.matcher(parts[1]).matches()) {
                return Optional.of(parts[1]);
            }
        }
        return Optional.empty();
    }
}
