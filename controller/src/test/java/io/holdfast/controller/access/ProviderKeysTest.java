package io.holdfast.controller.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.controller.database.KeyDirectories;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a provider that answers, lies, stops in the middle, and a clock that moves. */
@Timeout(120)
class ProviderKeysTest {

    private static final RSAKey FIRST = key("first");
    private static final RSAKey SECOND = key("second");

    /** The provider is asked again after five seconds. */
    private static final Duration ASKED_AGAIN = Duration.ofMillis(5_200);

    @TempDir private Path folder;

    private HttpServer server;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Answer answer = exchange -> says(exchange, FIRST);
    private volatile Instant now = Instant.parse("2026-11-27T12:00:00Z");

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void says(HttpExchange exchange, RSAKey key) throws IOException {
        var body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    try (exchange) {
                        answer.to(exchange);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private ProviderKeys keys(String path) throws IOException {
        var secret = folder.resolve("secret");
        Files.writeString(secret, "sixteen-characters-at-least");
        var issuer = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        var provider = new IdentityProvider(issuer, "", "", "", "", "dashboard", secret);
        return new ProviderKeys(provider, KeyDirectories.at(folder.resolve("keys")), () -> now);
    }

    private static List<String> known(ProviderKeys keys, String id) throws KeySourceException {
        var wanted = new JWKSelector(new JWKMatcher.Builder().keyID(id).build());
        return keys.get(wanted, null).stream().map(JWK::getKeyID).toList();
    }

    @Test
    void an_answer_that_stops_in_the_middle_is_given_up_and_the_next_one_counts() throws Exception {
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    over.await();
                };
        var keys = keys("/realm");
        assertThatThrownBy(() -> known(keys, "first")).isInstanceOf(KeySourceException.class);
        assertThat(over.getCount()).as("the provider holds it open still").isOne();
        answer = exchange -> says(exchange, FIRST);
        Thread.sleep(ASKED_AGAIN);
        assertThat(known(keys, "first")).containsExactly("first");
        assertThat(keys.answers()).isTrue();
    }

    @Test
    void a_clock_that_was_set_back_keeps_nobody_from_asking_and_no_key_for_ever() throws Exception {
        now = now.plus(Duration.ofDays(1));
        var keys = keys("/realm");
        assertThat(known(keys, "first")).containsExactly("first");
        now = now.minus(Duration.ofDays(1));
        answer = exchange -> says(exchange, SECOND);
        Thread.sleep(ASKED_AGAIN);
        assertThat(known(keys, "second")).containsExactly("second");
        assertThat(known(keys, "first")).as("it was taken back").isEmpty();
    }

    @Test
    void keys_are_kept_for_a_day_of_silence_over_a_restart_and_no_longer() throws Exception {
        assertThat(known(keys("/realm"), "first")).containsExactly("first");
        answer = exchange -> exchange.sendResponseHeaders(503, -1);
        now = now.plus(Duration.ofHours(23));
        assertThat(known(keys("/realm"), "first")).containsExactly("first");
        now = now.plus(Duration.ofHours(2));
        var late = keys("/realm");
        assertThatThrownBy(() -> known(late, "first")).isInstanceOf(KeySourceException.class);
    }

    @Test
    void keys_that_another_provider_gave_are_none() throws Exception {
        assertThat(known(keys("/realm"), "first")).containsExactly("first");
        answer = exchange -> exchange.sendResponseHeaders(503, -1);
        var moved = keys("/another");
        assertThatThrownBy(() -> known(moved, "first")).isInstanceOf(KeySourceException.class);
    }

    @Test
    void an_answer_without_end_and_one_that_is_no_set_are_none() throws Exception {
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    var much = new byte[64 * 1024];
                    for (int i = 0; i < 64; i++) {
                        exchange.getResponseBody().write(much);
                    }
                };
        var keys = keys("/realm");
        assertThat(keys.answers()).isFalse();
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
                };
        Thread.sleep(ASKED_AGAIN);
        assertThat(keys.answers()).isFalse();
    }

    @Test
    void while_the_provider_is_silent_nobody_waits_for_it_who_has_a_set() throws Exception {
        var keys = keys("/realm");
        assertThat(known(keys, "first")).containsExactly("first");
        now = now.plus(Duration.ofMinutes(10));
        answer = _ -> over.await();
        Thread.sleep(ASKED_AGAIN);
        int before = asked.get();
        var first = Thread.ofVirtual().start(keys::answers);
        while (asked.get() == before) {
            Thread.sleep(10);
        }
        assertThat(known(keys, "first")).containsExactly("first");
        assertThat(first.isAlive()).as("the one who asks waits still").isTrue();
        first.join();
    }

    @Test
    void a_key_nobody_knows_is_unknown_while_the_provider_answers_and_unjudged_while_it_does_not()
            throws Exception {
        var keys = keys("/realm");
        assertThat(known(keys, "first")).containsExactly("first");
        assertThat(known(keys, "second")).isEmpty();
        answer = exchange -> exchange.sendResponseHeaders(503, -1);
        now = now.plus(Duration.ofMinutes(1));
        Thread.sleep(ASKED_AGAIN);
        assertThatThrownBy(() -> known(keys, "second")).isInstanceOf(KeySourceException.class);
        assertThat(known(keys, "first")).containsExactly("first");
    }
}
