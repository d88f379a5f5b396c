package io.holdfast.site.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.site.keys.StartRefused;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.TimeBounds;
import io.holdfast.sitelink.WireJson;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EnrollerTest extends LinkSituation {

    private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

    private Enrolment.Token token(String caDigest, String rootDigest) {
        return new Enrolment.Token(centre.url(), caDigest, rootDigest, SITE, "c2VjcmV0", LATER);
    }

    private Enrolment.Token token() {
        return token(centre.caDigest(), Digests.of(ROOT));
    }

    private Enroller.Attempt enrol(Enrolment.Token token) throws InterruptedException {
        return new Enroller(keys, Optional.empty(), PATIENT).attempt(token);
    }

    private void centreEnrols() {
        centre.on(
                Enroller.PATH,
                (exchange, body) -> {
                    var asked = WireJson.read(Enrolment.Request.class, body);
                    var leaf = authority.client("ww-01", asked.signingKey(), 365);
                    var chain = List.of(leaf, authority.certificate());
                    TestCentre.json(exchange, WireJson.write(new Enrolment.Answer(chain, ROOT)));
                });
    }

    @Test
    void enrolment_gives_what_a_contact_needs() throws Exception {
        centreEnrols();
        centre.on(
                CentreLink.CONTACT,
                (exchange, body) -> TestCentre.json(exchange, WireJson.write(ANSWER)));

        var attempt = enrol(token());

        assertThat(attempt).isInstanceOf(Enroller.Attempt.Done.class);
        var enrolled = ((Enroller.Attempt.Done) attempt).enrolled();
        try (var link =
                new CentreLink(
                        keys,
                        enrolled,
                        Optional.empty(),
                        PATIENT,
                        () -> TimeBounds.exactly(Instant.now()))) {
            assertThat(link.contact(request(0))).isInstanceOf(CentreLink.Contact.Answered.class);
        }
        assertThat(WireJson.read(Enrolled.class, WireJson.write(enrolled))).isEqualTo(enrolled);
    }

    @Test
    void a_lost_reply_is_made_good_by_asking_again_with_the_same_keys() throws Exception {
        centreEnrols();
        assertThat(enrol(token())).isInstanceOf(Enroller.Attempt.Done.class);
        assertThat(enrol(token())).isInstanceOf(Enroller.Attempt.Done.class);
    }

    @Test
    void a_server_of_another_authority_is_not_told_the_secret() throws Exception {
        var asked = new AtomicReference<>("nothing");
        centre.on(Enroller.PATH, (exchange, body) -> asked.set("the secret"));
        var wrong = Digests.of(new TestAuthority("link-ca").certificate());
        assertThat(enrol(token(wrong, Digests.of(ROOT))))
                .isInstanceOfSatisfying(
                        Enroller.Attempt.Again.class,
                        again -> assertThat(again.reason()).startsWith("not trusted"));
        assertThat(asked.get()).isEqualTo("nothing");
    }

    @Test
    void another_trust_root_than_the_tokens_is_refused() throws Exception {
        centreEnrols();
        assertThat(enrol(token(centre.caDigest(), Digests.of("other"))))
                .isEqualTo(
                        new Enroller.Attempt.Refused(
                                "the trust root is not the one the token names"));
    }

    @Test
    void a_certificate_for_another_key_is_refused() throws Exception {
        var other = TestAuthority.publicKey(TestAuthority.newKeys());
        var chain = List.of(authority.client("ww-01", other, 365));
        centre.on(
                Enroller.PATH,
                (exchange, body) ->
                        TestCentre.json(
                                exchange, WireJson.write(new Enrolment.Answer(chain, ROOT))));
        assertThat(enrol(token()))
                .isEqualTo(new Enroller.Attempt.Refused("the certificate is for another key"));
    }

    @Test
    void a_used_token_is_refused_and_a_broken_centre_is_asked_again() throws Exception {
        var status = new AtomicReference<>(409);
        centre.on(
                Enroller.PATH, (exchange, body) -> exchange.sendResponseHeaders(status.get(), -1));
        assertThat(enrol(token()))
                .isEqualTo(new Enroller.Attempt.Refused("the centre answered 409"));
        status.set(500);
        assertThat(enrol(token())).isInstanceOf(Enroller.Attempt.Again.class);
    }

    @Test
    void a_token_file_is_read_strictly_and_its_address_must_be_https() throws Exception {
        var file = folder.resolve("token.json");
        Files.write(file, WireJson.write(token()).toArray());
        assertThat(Enroller.token(file)).isEqualTo(token());

        Files.writeString(file, WireJson.write(token()).text().replace("https://", "http://"));
        assertThatThrownBy(() -> Enroller.token(file)).isInstanceOf(StartRefused.class);

        Files.writeString(file, " ".repeat(20_000));
        assertThatThrownBy(() -> Enroller.token(file)).isInstanceOf(StartRefused.class);
    }

    @Test
    void nothing_prints_the_secret() {
        assertThat(token().toString()).doesNotContain("c2VjcmV0");
    }
}
