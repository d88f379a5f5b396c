package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.holdfast.controller.notices.Mails;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.notices.store.NoticeStore;
import io.holdfast.controller.reminders.Reminders;
import io.holdfast.controller.scope.Caller;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is told to people: in the feed for everybody, by mail to those who want it. */
@ExtendWith(MailsTest.ServerFirst.class)
class MailsTest extends CentreStory {

    private static final GreenMail SERVER =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    /** The centre is told of the mail server before it starts. */
    static final class ServerFirst implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            SERVER.start();
            more =
                    List.of(
                            "--holdfast.mail.host=127.0.0.1",
                            "--holdfast.mail.port=" + SERVER.getSmtp().getPort(),
                            "--holdfast.mail.from=holdfast@example.org",
                            "--holdfast.mail.tls=false");
        }
    }

    @AfterAll
    static void stopServer() {
        more = List.of();
        SERVER.stop();
    }

    @Test
    void what_waits_halts_and_falls_due_is_in_the_feed_and_in_one_mail_of_the_kinds_wanted()
            throws MessagingException, IOException {
        enrol();
        var bob = Person.login(base, "bob", "another-long-one");
        assertThat(wish(bob, "bob@example.org", "de", "APPROVAL_WAITING", "ROLLOUT_HALTED"))
                .isEqualTo(200);
        var ada = Person.login(base, "ada", "a-long-password");
        assertThat(wish(ada, "", "en", "APPROVAL_WAITING")).isEqualTo(200);
        var due =
                telemetry()
                        .put("id", "due-soon")
                        .put("reviewDate", LocalDate.now(ZoneOffset.UTC).plusDays(7).toString());
        var change = water.post("/change-requests", draft("One more", put(due)));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        var approved = approver.post(path(change) + "/approve", Map.of(), asked.etag());
        var rollout = "/rollouts/" + approved.body().path("rolloutId").asString();
        await(
                "it halts",
                () -> {
                    boxes.forEach(b -> b.tells(b.revision == 0 ? "WAITING" : "TAKEN_BACK"));
                    return water.get(rollout).body().path("state").asString().equals("HALTED");
                });
        centre(() -> plant.bean(Reminders.class).look());
        centre(() -> plant.bean(Reminders.class).look());

        var feed = water.get("/events?after=0").body();
        assertThat(feed.path("items").findValuesAsString("kind"))
                .containsOnlyOnce("APPROVAL_WAITING", "ROLLOUT_HALTED")
                .contains("REVIEW_DUE");
        assertThat(feed.path("items").path(0).path("type").asString())
                .isEqualTo("holdfast.approval-waiting");
        assertThat(feed.path("items").path(0).path("specversion").asString()).isEqualTo("1.0");
        long next = feed.path("next").asLong();
        assertThat(water.get("/events?after=" + next).body().path("items")).isEmpty();
        assertThat(water.get("/events?after=1&kind=ROLLOUT_HALTED").body().path("items"))
                .hasSize(1);
        assertThat(power.get("/events").body().path("items")).isEmpty();

        centre(() -> plant.bean(Mails.class).send());
        centre(() -> plant.bean(Mails.class).send());

        var mails = SERVER.getReceivedMessages();
        assertThat(Arrays.stream(mails).map(MailsTest::to)).containsExactly("bob@example.org");
        assertThat(mails[0].getSubject())
                .isEqualTo("Holdfast: Genehmigung steht aus, Ausrollen angehalten");
        var text = mails[0].getContent().toString();
        assertThat(text).contains("/changes/", "/rollouts/").doesNotContain("the probe failed");

        // What is old is taken away; places go on, so that no reader misses or reads twice.
        plant.sql("update event set at = at - interval '500 days'");
        centre(() ->
                plant.bean(NoticeStore.class)
                        .forgetBefore(Instant.now().minus(Duration.ofDays(400))));
        assertThat(water.get("/events?after=0").body().path("items")).isEmpty();
        centre(() ->
                plant.bean(Notices.class)
                        .tell(NoticeKind.DRIFT_FOUND, "device:x", "x", "x", Map.of()));
        assertThat(water.get("/events?after=" + next).body().path("items")).hasSize(1);
    }

    private static String to(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void centre(Runnable what) {
        plant.as(
                Caller.centre(waterworks, "test"),
                () -> {
                    what.run();
                    return true;
                });
    }

    private static int wish(Api whose, String address, String language, String... kinds) {
        var mine = whose.get("/me/notifications");
        return whose.put(
                        "/me/notifications",
                        Map.of("address", address, "language", language, "kinds", List.of(kinds)),
                        mine.etag())
                .status();
    }
}
