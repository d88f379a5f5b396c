package io.holdfast.controller.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.holdfast.controller.database.KeyDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The keys that the tokens of the outside provider are checked with. They are kept, over a restart
 * too, so that tokens given before the provider went down work until they end.
 */
@Component
@Profile("keycloak")
public class ProviderKeys implements JWKSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderKeys.class);

    private static final String FILE = "provider-keys.json";

    /** So old a set is fetched again before it is used. */
    private static final Duration YOUNG = Duration.ofMinutes(5);

    /** The provider is asked at most so often, whatever keys tokens claim to be signed with. */
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    /**
     * So long a kept set counts while the provider is silent: far longer than a token lives, and
     * short enough that a key it took back does not count for ever.
     */
    private static final Duration KEPT = Duration.ofDays(1);

    /** The file is no further behind; it is not written each time the same keys come again. */
    private static final Duration SAVED = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int LARGEST = 256 * 1024;

    private final IdentityProvider provider;
    private final KeyDirectory directory;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final ReentrantLock fetching = new ReentrantLock();

    /** By the time the machine has run: whoever sets a clock keeps nobody from asking. */
    private volatile long asked = System.nanoTime() - BETWEEN.toNanos();

    private volatile boolean answered;
    private volatile @Nullable Known known;
    private Instant written = Instant.MIN;

    /** A set and when the provider gave it. */
    private record Known(JWKSet keys, Instant since) {}

    ProviderKeys(IdentityProvider provider, KeyDirectory directory, InstantSource clock) {
        this.provider = provider;
        this.directory = directory;
        this.clock = clock;
        this.known = kept().orElse(null);
    }

    @Override
    public List<JWK> get(JWKSelector wanted, @Nullable SecurityContext context)
            throws KeySourceException {
        var found = wanted.select(atMost(YOUNG));
        if (!found.isEmpty()) {
            return found;
        }
        var newest = wanted.select(atMost(BETWEEN));
        if (newest.isEmpty() && !answered) {
            // It may be a new key: nobody can say that the token is false.
            throw new KeySourceException("the identity provider does not answer");
        }
        return newest;
    }

    /** Whether the provider answers now; it is asked when that was some seconds ago. */
    public boolean answers() {
        if (isDue()) {
            fetch();
        }
        return answered;
    }

    private boolean isDue() {
        return System.nanoTime() - asked >= BETWEEN.toNanos();
    }

    private JWKSet atMost(Duration age) throws KeySourceException {
        if (isOlder(known, age) && isDue()) {
            fetch();
        }
        var now = known;
        if (now == null || isOlder(now, KEPT)) {
            throw new KeySourceException("the identity provider does not answer");
        }
        return now.keys();
    }

    /**
     * A set of the future was fetched before the clock was set back: nobody knows how old it is.
     */
    private boolean isOlder(@Nullable Known some, Duration age) {
        var now = clock.instant();
        return some == null || some.since().plus(age).isBefore(now) || some.since().isAfter(now);
    }

    /** One asks. Who comes meanwhile goes on with the set that is there, or waits if none is. */
    private void fetch() {
        try {
            var patience = isOlder(known, KEPT) ? PATIENCE.plusSeconds(1) : Duration.ZERO;
            if (!fetching.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (isDue()) {
                learn(ask());
            }
        } catch (IOException | ParseException e) {
            if (answered || known == null) {
                LOG.warn("{} gave no keys: {}", provider.keys(), e.toString());
            }
            answered = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answered = false;
        } finally {
            asked = System.nanoTime();
            fetching.unlock();
        }
    }

    private void learn(String text) throws ParseException, IOException {
        var keys = JWKSet.parse(text);
        if (keys.getKeys().isEmpty()) {
            throw new IOException("there is no key in it");
        }
        var before = known;
        var now = new Known(keys, clock.instant());
        known = now;
        answered = true;
        boolean same = before != null && before.keys().toString().equals(keys.toString());
        if (!same || isOlder(new Known(keys, written), SAVED)) {
            save(now);
        }
    }

    /** Who cannot write them down checks tokens all the same, until the next start. */
    private void save(Known now) {
        try {
            var text = now.since() + " " + provider.keys() + "\n" + now.keys().toString(true);
            directory.write(FILE, text.getBytes(StandardCharsets.UTF_8));
            written = now.since();
        } catch (UncheckedIOException e) {
            LOG.error("the keys of {} could not be kept", provider.keys(), e);
        }
    }

    /** A whole answer in time: one that stops in the middle is given up. */
    private String ask() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(provider.keys()).timeout(PATIENCE).build();
        var body =
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), LARGEST);
        var sent = http.sendAsync(request, body);
        try {
            var answer = sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return new String(answer.body(), StandardCharsets.UTF_8);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + PATIENCE.toSeconds() + " s", e);
        } finally {
            sent.cancel(true);
        }
    }

    /**
     * The keys of the last run of this centre. A file that cannot be read is none, nor is one with
     * keys of another address.
     */
    private Optional<Known> kept() {
        try {
            var file = directory.read(FILE).map(b -> new String(b, StandardCharsets.UTF_8));
            if (file.isEmpty()) {
                return Optional.empty();
            }
            int end = Math.max(0, file.get().indexOf('\n'));
            var said = file.get().substring(0, end).split(" ", 2);
            if (said.length < 2 || !said[1].equals(provider.keys().toString())) {
                return Optional.empty();
            }
            return Optional.of(
                    new Known(JWKSet.parse(file.get().substring(end + 1)), Instant.parse(said[0])));
        } catch (ParseException | java.time.format.DateTimeParseException e) {
            LOG.warn("{} cannot be read; the provider is asked", FILE, e);
            return Optional.empty();
        }
    }
}
