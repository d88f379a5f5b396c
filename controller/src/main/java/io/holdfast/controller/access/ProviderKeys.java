package io.holdfast.controller.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.holdfast.controller.database.KeyDirectory;
import java.io.IOException;
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

    private volatile Instant asked = Instant.MIN;
    private volatile boolean answered;
    private volatile @Nullable Known known;

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
        return found.isEmpty() ? wanted.select(atMost(BETWEEN)) : found;
    }

    /** Whether the provider answers now; it is asked when that was some seconds ago. */
    public boolean answers() {
        if (Duration.between(asked, clock.instant()).compareTo(BETWEEN) >= 0) {
            fetch();
        }
        return answered;
    }

    private JWKSet atMost(Duration age) throws KeySourceException {
        if (older(known, age) && Duration.between(asked, clock.instant()).compareTo(BETWEEN) >= 0) {
            fetch();
        }
        var now = known;
        if (now == null || older(now, KEPT)) {
            throw new KeySourceException("the identity provider does not answer");
        }
        return now.keys();
    }

    private boolean older(@Nullable Known some, Duration age) {
        return some == null || some.since().plus(age).isBefore(clock.instant());
    }

    /** One asks; who comes meanwhile waits for that answer. */
    private void fetch() {
        var before = asked;
        fetching.lock();
        try {
            if (!asked.equals(before)) {
                return;
            }
            var text = ask();
            var keys = JWKSet.parse(text);
            if (keys.getKeys().isEmpty()) {
                throw new IOException("there is no key in it");
            }
            known = new Known(keys, clock.instant());
            directory.write(
                    FILE,
                    (clock.instant() + "\n" + keys.toString(true))
                            .getBytes(StandardCharsets.UTF_8));
            answered = true;
        } catch (IOException | ParseException e) {
            if (answered || before.equals(Instant.MIN)) {
                LOG.warn("{} gave no keys: {}", provider.keys(), e.toString());
            }
            answered = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answered = false;
        } finally {
            asked = clock.instant();
            fetching.unlock();
        }
    }

    private String ask() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(provider.keys()).timeout(PATIENCE).build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            var bytes = body.readNBytes(LARGEST + 1);
            if (answer.statusCode() != 200 || bytes.length > LARGEST) {
                throw new IOException(
                        "status " + answer.statusCode() + ", " + bytes.length + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The keys of the last run of this centre. A file that cannot be read is none. */
    private Optional<Known> kept() {
        try {
            var file = directory.read(FILE).map(b -> new String(b, StandardCharsets.UTF_8));
            if (file.isEmpty()) {
                return Optional.empty();
            }
            int end = file.get().indexOf('\n');
            return Optional.of(
                    new Known(
                            JWKSet.parse(file.get().substring(end + 1)),
                            Instant.parse(file.get().substring(0, Math.max(0, end)))));
        } catch (ParseException | java.time.format.DateTimeParseException e) {
            LOG.warn("{} cannot be read; the provider is asked", FILE, e);
            return Optional.empty();
        }
    }
}
