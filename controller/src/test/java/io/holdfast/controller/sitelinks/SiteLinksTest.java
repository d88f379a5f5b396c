package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Sites on a real link to a real centre: TLS with certificates, PostgreSQL with its policies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SiteLinksTest extends SiteLinksStory {

    @Test
    void a_site_is_enrolled_once_and_a_lost_answer_is_given_again() {
        var site = newSite(water);
        var box = newBox(water, site);

        var first = box.enrol();
        var again = box.enrol();

        assertThat(first.status()).isEqualTo(200);
        assertThat(again).isEqualTo(first);
        var answer = WireJson.read(Enrolment.Answer.class, Bytes.utf8(first.body()));
        assertThat(Digests.of(answer.trustRoot())).isEqualTo(box.token.trustRootDigest());
        assertThat(Digests.of(answer.certificateChain().getLast()))
                .isEqualTo(box.token.linkCaDigest());
        assertThat(
                        plant.sql(
                                "select count(*) from site_certificate where site_code = '"
                                        + site
                                        + "'"))
                .containsExactly("1");
        assertThat(standing(water, site).keyWords().split(" ")).hasSize(8);
    }

    @Test
    void a_used_token_is_refused_to_any_other_key_and_that_is_an_alarm() {
        var box = enrolled(water, newSite(water));
        var thief =
                new TestSite(
                        box.token,
                        plant.bean(LinkKeys.class).authority().certificate(),
                        TestSite.newKeys(),
                        TestSite.newKeys(),
                        "TLSv1.3");

        var said = thief.enrol();

        assertThat(said.status()).isEqualTo(403);
        assertThat(said.body()).contains("ENROLMENT_REFUSED");
        assertThat(audited("ENROLMENT_KEY_MISMATCH")).hasSize(1);
        assertThat(box.answer(box.quiet(0, 0)).durable()).isEqualTo(JournalHead.EMPTY);
    }

    @Test
    void wrong_ended_and_outdated_tokens_cannot_be_told_apart_from_outside() {
        var site = newSite(water);
        var outdated = newBox(water, site);
        var ended = newBox(water, site);
        plant.sql(
                "update enrolment_token set valid_until = now() - interval '1 minute'"
                        + " where site_code = '"
                        + site
                        + "'");

        var wrong =
                ended.post(
                        "/link/v1/enrol",
                        WireJson.write(ended.enrolment("A".repeat(43))).toArray());

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(ended.enrol()).isEqualTo(wrong);
        assertThat(outdated.enrol()).isEqualTo(wrong);
        assertThat(audited("ENROLMENT_TOKEN_ENDED")).isNotEmpty();
        assertThat(audited("ENROLMENT_SECRET_UNKNOWN")).isNotEmpty();
    }

    @Test
    void a_newer_token_ends_the_older_one() {
        var site = newSite(water);
        var older = newBox(water, site);
        var newer = newBox(water, site);

        assertThat(older.enrol().status()).isEqualTo(403);
        assertThat(newer.enrol().status()).isEqualTo(200);
    }

    @Test
    void a_token_names_the_sites_own_address_and_its_secret_is_nowhere_at_the_centre() {
        var site = new SiteId("far-1");
        plant.as(
                centre(water),
                () -> {
                    plant.bean(SiteLinks.class).open(site, URI.create("https://127.0.0.1:9"));
                    return true;
                });

        var box = newBox(water, site);

        assertThat(box.token.linkUrl()).isEqualTo("https://127.0.0.1:9");
        assertThat(plant.sql("select t::text from enrolment_token t").toString())
                .doesNotContain(box.token.secret());
        assertThat(plant.sql("select encode(canonical, 'escape') from audit_entry").toString())
                .contains("site.issue-token")
                .doesNotContain(box.token.secret());
    }

    @Test
    void who_may_not_onboard_gets_no_token_and_that_is_recorded() {
        var site = newSite(water);

        assertThatThrownBy(() ->
                        plant.as(
                                person(Permission.READ),
                                () -> plant.bean(Onboarding.class).issueToken(site)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("site:manage");
        assertThat(audited("NOT_PERMITTED")).isNotEmpty();
    }

    @Test
    void a_contact_without_a_certificate_of_a_site_is_refused() throws Exception {
        var box = newBox(water, newSite(water));
        assertThat(box.contact(box.quiet(0, 0)).status()).isEqualTo(401);

        var authority = plant.bean(LinkKeys.class).authority();
        var neverIssued =
                authority.site(water, box.token.identity(), box.signingKey(), Instant.now());
        box.shows(List.of(Bytes.of(neverIssued.getEncoded()), authority.der()));
        var said = box.contact(box.quiet(0, 0));
        assertThat(said.status()).isEqualTo(403);
        assertThat(said.body()).contains("CERTIFICATE_REFUSED");
    }

    @Test
    void a_certificate_of_another_authority_does_not_pass_the_handshake() {
        var box = enrolled(water, newSite(water));
        var stranger =
                new TestSite(
                        box.token,
                        plant.bean(LinkKeys.class).authority().certificate(),
                        TestSite.newKeys(),
                        TestSite.newKeys(),
                        "TLSv1.3");
        stranger.shows(List.of(SelfSigned.certificate(stranger.signing, "Holdfast link CA")));

        assertThatThrownBy(() -> stranger.contact(stranger.quiet(0, 0)))
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void an_older_tls_is_not_spoken() {
        var box = enrolled(water, newSite(water));
        var old =
                new TestSite(
                        box.token,
                        plant.bean(LinkKeys.class).authority().certificate(),
                        box.signing,
                        box.encryption,
                        "TLSv1.2");
        old.shows(box.chain());

        assertThatThrownBy(() -> old.contact(old.quiet(0, 0)))
                .hasMessageContaining("protocol_version");
    }

    @Test
    void too_much_and_nonsense_are_answered_with_a_small_problem() throws Exception {
        var box = enrolled(water, newSite(water));

        var large = new byte[17 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');
        var tooLarge = box.post("/link/v1/contact", large);
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("\"code\":\"TOO_LARGE\"");

        var notJson =
                box.post("/link/v1/contact", "{\"protocol\":1,".getBytes(StandardCharsets.UTF_8));
        assertThat(notJson.status()).isEqualTo(400);
        assertThat(notJson.body()).contains("MALFORMED").hasSizeLessThan(500);

        var unknown =
                box.post("/link/v1/contact", "{\"a\":[[[[]]]]}".getBytes(StandardCharsets.UTF_8));
        assertThat(unknown.status()).isEqualTo(400);

        assertThat(box.send("/link/v1/contact", new byte[0], "text/plain").status()).isEqualTo(415);
        assertThat(box.post("/link/v1/elsewhere", new byte[0]).status()).isEqualTo(404);
        assertThat(box.post("/link/v1/contact-and-more", new byte[0]).status()).isEqualTo(404);
    }

    @Test
    void a_site_cannot_speak_for_another() {
        var box = enrolled(water, newSite(water));
        var other = enrolled(water, newSite(water));

        var said = box.contact(other.quiet(0, 0));

        assertThat(said.status()).isEqualTo(403);
        assertThat(said.body()).contains("IDENTITY_DIFFERS");
    }

    @Test
    void a_journal_is_taken_whole_and_a_repeat_is_harmless() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var lines = box.entries(JournalHead.EMPTY, "site-node", 5);
        var head = lines.getLast().head();

        var first = box.answer(box.request(0, 0, head, lines.subList(0, 3), List.of(), 0));
        var again = box.answer(box.request(0, 0, head, lines, List.of(), 0));

        assertThat(first.durable()).isEqualTo(lines.get(2).head());
        assertThat(again.durable()).isEqualTo(head);
        assertThat(again.journalProblem()).isNull();
        var page =
                plant.as(
                        centre(water),
                        () -> plant.bean(Journals.class).page(site, Optional.empty(), 1, 100));
        assertThat(page.items())
                .extracting(JournalPage.Item::sequence)
                .containsExactly(2L, 3L, 4L, 5L);
        assertThat(page.items().getFirst().type()).isEqualTo("NODE_STARTED");
        assertThat(page.items().getFirst().hash()).isEqualTo(lines.get(1).hash());
    }

    /** B-03: every entry has its number, and what is missing is asked for. */
    @Test
    void a_gap_is_named_and_nothing_of_it_is_taken() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var lines = box.entries(JournalHead.EMPTY, "site-node", 3);

        var said =
                box.answer(
                        box.request(
                                0, 0, lines.getLast().head(), lines.subList(1, 3), List.of(), 10));

        assertThat(said.durable()).isEqualTo(JournalHead.EMPTY);
        assertThat(said.journalProblem()).startsWith("JOURNAL_GAP entry 1 is expected, 2");
        assertThat(standing(water, site).journal().queued()).isEqualTo(3);
        assertThat(standing(water, site).link().state()).isEqualTo(LinkState.RECONCILING);
    }

    @Test
    void one_number_with_two_entries_is_kept_apart_and_raises_one_alarm() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var lines = box.entries(JournalHead.EMPTY, "site-node", 2);
        var forged = box.entries(JournalHead.EMPTY, "somebody", 3);
        var request = box.request(0, 0, forged.getLast().head(), forged, List.of(), 0);
        box.answer(box.request(0, 0, lines.getLast().head(), lines, List.of(), 0));

        var said = box.answer(request);
        box.answer(request);

        assertThat(said.durable()).isEqualTo(lines.getLast().head());
        assertThat(said.journalProblem()).startsWith("JOURNAL_FORK entry 1");
        assertThat(standing(water, site).journal().problem()).startsWith("JOURNAL_FORK");
        assertThat(audited("JOURNAL_FORK")).hasSize(1);
        assertThat(plant.sql("select offered_hash from journal_fork"))
                .containsExactly(forged.getFirst().hash());
        assertThat(
                        plant.sql(
                                "select hash from site_journal where sequence = 1 and site_code = '"
                                        + site
                                        + "'"))
                .containsExactly(lines.getFirst().hash());
    }
}
