package io.holdfast.site.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsExchange;
import io.holdfast.core.Bytes;
import io.holdfast.site.link.CentreLink.Contact;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.TimeBounds;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.WitnessWord;
import io.holdfast.sitelink.witness.WitnessStatement;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CentreLinkTest extends LinkSituation {

    private LinkLimits limits = PATIENT;

    private Contact contactWith(Enrolled who, Optional<InetSocketAddress> proxy, int wait)
            throws InterruptedException {
        try (var link =
                new CentreLink(keys, who, proxy, limits, () -> TimeBounds.exactly(Instant.now()))) {
            return link.contact(request(wait));
        }
    }

    private Contact contact() throws InterruptedException {
        return contactAt(centre.url());
    }

    private Contact contactAt(String url) throws InterruptedException {
        return contactWith(enrolledAt(url), Optional.empty(), 0);
    }

    private static String reason(Contact contact) {
        assertThat(contact).isInstanceOf(Contact.Unanswered.class);
        return ((Contact.Unanswered) contact).reason();
    }

    private static void answerJson(com.sun.net.httpserver.HttpExchange exchange) throws Exception {
        TestCentre.json(exchange, WireJson.write(ANSWER));
    }

    @Test
    void a_contact_shows_the_sites_certificate_and_hears_the_answer() throws Exception {
        var shown = new AtomicReference<>("");
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> {
                    var session = ((HttpsExchange) exchange).getSSLSession();
                    shown.set(session.getProtocol() + " " + session.getPeerPrincipal().getName());
                    assertThat(WireJson.read(LinkRequest.class, body)).isEqualTo(request(0));
                    answerJson(exchange);
                });

        assertThat(contact()).isEqualTo(new Contact.Answered(ANSWER));
        assertThat(shown.get()).isEqualTo("TLSv1.3 CN=ww-01");
    }

    @Test
    void what_the_site_witnesses_is_signed_with_the_key_that_its_certificate_is_of()
            throws Exception {
        var unsigned = new Envelope(WitnessStatement.TYPE, Bytes.utf8("what is kept"), List.of());
        var heard = new AtomicReference<WitnessWord>(new WitnessWord.Silent());
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> {
                    heard.set(WireJson.read(LinkRequest.class, body).witness());
                    answerJson(exchange);
                });
        try (var link =
                new CentreLink(
                        keys,
                        enrolledAt(centre.url()),
                        Optional.empty(),
                        limits,
                        () -> TimeBounds.exactly(Instant.now()))) {
            link.contact(request(0).witnessing(new WitnessWord.Keeps(7, List.of(unsigned))));
        }
        assertThat(heard.get()).isInstanceOf(WitnessWord.Keeps.class);
        var said = ((WitnessWord.Keeps) heard.get()).statement().getFirst();
        assertThat(said.payload()).isEqualTo(unsigned.payload());
        assertThat(
                        Envelopes.verify(
                                said, WitnessStatement.TYPE, List.of(keys.signingPublicKey()), 1))
                .isTrue();
    }

    @Test
    void a_held_answer_may_take_longer_than_the_limit() throws Exception {
        limits = SHORT;
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> {
                    Thread.sleep(2500);
                    answerJson(exchange);
                });
        assertThat(contactWith(enrolledAt(centre.url()), Optional.empty(), 5))
                .isInstanceOf(Contact.Answered.class);
    }

    @Test
    void an_answer_that_is_too_large_is_not_read_to_its_end() throws Exception {
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    var block = new byte[8192];
                    while (!Thread.currentThread().isInterrupted()) {
                        exchange.getResponseBody().write(block);
                    }
                });
        assertThat(reason(contact())).contains("larger than 65536 bytes");
    }

    @Test
    void an_answer_that_drips_is_given_up() throws Exception {
        limits = SHORT;
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    while (!Thread.currentThread().isInterrupted()) {
                        exchange.getResponseBody().write('{');
                        exchange.getResponseBody().flush();
                        Thread.sleep(200);
                    }
                });
        assertThat(reason(contact())).contains("within 2 s");
    }

    @Test
    void silence_is_given_up() throws Exception {
        limits = SHORT;
        centre.on(CentreLink.CONTACT, (exchange, body) -> Thread.sleep(10_000));
        assertThat(reason(contact())).startsWith("unfit answer: no");
    }

    @Test
    void what_is_not_the_promised_json_is_named_and_not_used() throws Exception {
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> TestCentre.json(exchange, Bytes.utf8("{\"now\":1,\"now\":2}")));
        assertThat(reason(contact())).startsWith("unfit answer");
    }

    @Test
    void a_page_instead_of_json_is_not_read() throws Exception {
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write(new byte[] {'h', 'i'});
                });
        assertThat(reason(contact())).isEqualTo("unfit answer: the answer is not JSON");
    }

    private Duration stayAwayAfter(int status, String retryAfter) throws Exception {
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                    exchange.sendResponseHeaders(status, -1);
                });
        return ((Contact.Unanswered) contact()).stayAway();
    }

    @Test
    void a_busy_centre_is_left_alone_as_long_as_it_asks() throws Exception {
        assertThat(stayAwayAfter(503, "17")).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void a_busy_centre_cannot_send_the_site_away_for_a_week() throws Exception {
        assertThat(stayAwayAfter(429, "604800")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> {
                    exchange.getResponseHeaders().set("Location", "https://127.0.0.1:1/");
                    exchange.sendResponseHeaders(307, -1);
                });
        assertThat(reason(contact())).isEqualTo("the centre answered 307");
    }

    @Test
    void a_server_of_another_authority_is_not_told_anything() throws Exception {
        var asked = new AtomicReference<>("nothing");
        try (var impostor = TestCentre.start(new TestAuthority("link-ca"))) {
            impostor.on(CentreLink.CONTACT, (exchange, body) -> asked.set("something"));
            assertThat(reason(contactAt(impostor.url()))).startsWith("not trusted");
        }
        assertThat(asked.get()).isEqualTo("nothing");
    }

    @Test
    void a_server_of_another_name_is_not_told_anything() throws Exception {
        var other = TestAuthority.newKeys();
        var certificate = authority.foreignServer(TestAuthority.publicKey(other));
        try (var elsewhere = TestCentre.start(authority, other, certificate, "TLSv1.3")) {
            assertThat(reason(contactAt(elsewhere.url()))).startsWith("not trusted");
        }
    }

    @Test
    void an_older_tls_is_not_spoken() throws Exception {
        var other = TestAuthority.newKeys();
        var certificate = authority.server(TestAuthority.publicKey(other));
        try (var old = TestCentre.start(authority, other, certificate, "TLSv1.2")) {
            assertThat(reason(contactAt(old.url()))).startsWith("not trusted");
        }
    }

    @Test
    void nobody_there_is_a_fact_and_not_an_exception() throws Exception {
        var url = centre.url();
        centre.close();
        assertThat(reason(contactAt(url))).startsWith("no connection to 127.0.0.1");
    }

    @Test
    void a_proxy_is_asked_to_connect_and_sees_no_plain_word() throws Exception {
        centre.on(CentreLink.CONTACT, (exchange, body) -> answerJson(exchange));
        try (var proxy = new ConnectProxy()) {
            var who = enrolledAt(centre.url());
            assertThat(contactWith(who, Optional.of(proxy.address()), 0))
                    .isInstanceOf(Contact.Answered.class);
            assertThat(proxy.asked()).startsWith("CONNECT 127.0.0.1:" + centre.port());
        }
    }

    /** B-06: a renewed certificate is used without a restart. */
    @Test
    void a_renewed_certificate_is_for_the_same_key_and_used_from_then_on() throws Exception {
        var fresh = authority.client("ww-01", keys.signingPublicKey(), 400);
        centre.on(
                CentreLink.RENEW,
                (exchange, body) ->
                        TestCentre.json(
                                exchange,
                                WireJson.write(new Enrolment.Answer(List.of(fresh), ROOT))));
        var now = new AtomicReference<>(Instant.now());
        try (var link =
                new CentreLink(
                        keys,
                        enrolledAt(centre.url()),
                        Optional.empty(),
                        limits,
                        () -> TimeBounds.exactly(now.get()))) {
            var before = link.certificateEnds();
            now.set(before.minus(Duration.ofDays(301)));
            assertThat(link.renewalDue()).isFalse();
            now.set(before.minus(Duration.ofDays(299)));
            assertThat(link.renewalDue()).isTrue();
            now.set(Instant.now());
            assertThat(link.renew()).isPresent();
            assertThat(link.certificateEnds()).isAfter(before);
        }
    }

    @Test
    void a_centre_whose_certificate_has_surely_ended_is_not_believed_whatever_the_clock_shows()
            throws Exception {
        centre.on(CentreLink.CONTACT, (exchange, body) -> answerJson(exchange));
        var inAYear = Instant.now().plus(Duration.ofDays(365));

        assertThat(reason(contactAt(centre.url(), new TimeBounds(inAYear, Instant.MAX))))
                .contains("path");
    }

    @Test
    void a_clock_that_is_behind_does_not_cut_the_site_off() throws Exception {
        centre.on(CentreLink.CONTACT, (exchange, body) -> answerJson(exchange));
        var longAgo = Instant.now().minus(Duration.ofDays(400));

        assertThat(contactAt(centre.url(), TimeBounds.exactly(longAgo)))
                .isEqualTo(new Contact.Answered(ANSWER));
    }

    private Contact contactAt(String url, TimeBounds time) throws InterruptedException {
        try (var link =
                new CentreLink(keys, enrolledAt(url), Optional.empty(), limits, () -> time)) {
            return link.contact(request(0));
        }
    }

    @Test
    void pauses_grow_stay_bounded_and_differ() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(7));
        var greatest = Duration.ZERO;
        for (int i = 0; i < 200; i++) {
            var pause = backoff.next();
            assertThat(pause).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
            greatest = pause.compareTo(greatest) > 0 ? pause : greatest;
        }
        assertThat(greatest).isGreaterThan(Duration.ofSeconds(20));
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_node_that_was_put_out_of_service_knows_it_stays_away_and_asks_for_no_new_certificate()
            throws Exception {
        var inService = new AtomicReference<>(false);
        var now = new AtomicReference<>(Instant.now());
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> {
                    if (inService.get()) {
                        answerJson(exchange);
                        return;
                    }
                    var no =
                            Bytes.utf8(
                                    "{\"status\":403,\"code\":\"SITE_OUT_OF_SERVICE\",\"detail\":\"\"}");
                    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                    exchange.sendResponseHeaders(403, no.size());
                    exchange.getResponseBody().write(no.toArray());
                });
        try (var link =
                new CentreLink(
                        keys,
                        enrolledAt(centre.url()),
                        Optional.empty(),
                        limits,
                        () -> TimeBounds.exactly(now.get()))) {
            assertThat(link.outOfService()).isFalse();
            now.set(link.certificateEnds().minus(Duration.ofDays(299)));
            assertThat(link.renewalDue()).isTrue();
            assertThat(((Contact.Unanswered) link.contact(request(0))).stayAway())
                    .isEqualTo(Duration.ofMinutes(5));
            assertThat(link.outOfService()).isTrue();
            assertThat(link.renewalDue()).isFalse();
            inService.set(true);
            link.contact(request(0));
            assertThat(link.outOfService()).isFalse();
            assertThat(link.renewalDue()).isTrue();
        }
    }
}
