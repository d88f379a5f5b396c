package io.holdfast.sitelink.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.ShownHead;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.LogWord;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.WitnessWord;
import io.holdfast.sitelink.witness.WitnessStatement;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The site as a witness of the centre's audit log: first on disk, then said (rulings C3). */
class AuditHeadsTest {

    private static final KeyPair PAIR = pair();
    private static final NoteKey KEY = NoteKey.of("holdfast.audit/one", PAIR.getPublic());

    private Instant now = Instant.parse("2026-11-27T09:00:00Z");
    private SiteState state =
            SiteState.fresh(new SiteIdentity("o-1", new SiteId("ss-04"), 1), Pace.PLANT);
    private final List<SiteOrder> orders = new ArrayList<>();
    private final List<JournalLine> journal = new ArrayList<>();

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ShownHead shown(String past, int from, int size) {
        var tree =
                MerkleTree.ofLeaves(
                        IntStream.range(0, size)
                                .mapToObj(i -> (past + i).getBytes(StandardCharsets.UTF_8))
                                .toList());
        var head =
                new Checkpoint(
                        KEY.name(), size, tree.root(), Instant.parse("2026-11-27T08:00:00Z"));
        var proof = from == 0 || from > size ? List.<Digest>of() : tree.consistencyProof(from);
        return new ShownHead(
                KEY.text(),
                SignedNote.sign(head.text(), KEY, PAIR.getPrivate()).written(),
                from,
                proof.stream().map(Digest::hex).toList());
    }

    private void tell(SiteEvent event) {
        orders.clear();
        var step = SiteNode.step(state, event, now);
        // What is not in a persisted state is lost with the power.
        state = WireJson.read(SiteState.class, WireJson.write(step.state()));
        orders.addAll(step.orders());
        for (var order : orders) {
            if (order instanceof SiteOrder.Persist(var lines)) {
                journal.addAll(lines);
            }
        }
    }

    private LinkRequest asks() {
        return orders.stream()
                .filter(SiteOrder.Contact.class::isInstance)
                .map(o -> ((SiteOrder.Contact) o).request())
                .findFirst()
                .orElseThrow();
    }

    /** The centre has all of the journal and says this of its log. */
    private void answers(LogWord word, long epoch) {
        var head = journal.isEmpty() ? JournalHead.EMPTY : journal.getLast().head();
        tell(
                new SiteEvent.Answered(
                        state.link().ticket(),
                        new LinkAnswer(now, epoch, head, null, null, null, 0).saying(word),
                        head.hash()));
    }

    /** The one that is under way, or the next one that is due. */
    private LinkRequest nextContact() {
        if (orders.stream().noneMatch(SiteOrder.Contact.class::isInstance)) {
            now = now.plusSeconds(2);
            tell(new SiteEvent.Tick());
        }
        return asks();
    }

    private List<JournalEntry> notes(String type) {
        return journal.stream()
                .map(l -> Journal.read(l.bytes()))
                .filter(e -> e.type().equals(type))
                .toList();
    }

    private Witness.Keeps keeps() {
        return (Witness.Keeps) state.witness();
    }

    private static WitnessStatement statement(LinkRequest request) {
        var said = (WitnessWord.Keeps) request.witness();
        assertThat(said.statement()).hasSize(1);
        assertThat(said.statement().getFirst().signatures()).as("the shell signs").isEmpty();
        return WitnessStatement.read(said.statement().getFirst().payload());
    }

    private void keepsAHeadOf(int size) {
        tell(new SiteEvent.Started(Instant.EPOCH));
        answers(new LogWord.Hears(0), 1);
        assertThat(nextContact().witness()).isEqualTo(new WitnessWord.KeepsNothing());
        answers(new LogWord.Shows(0, shown("a", 0, size)), 1);
    }

    @Test
    void to_a_centre_that_does_not_ask_the_site_says_nothing_of_its_log() {
        tell(new SiteEvent.Started(Instant.EPOCH));
        assertThat(asks().can()).contains(LinkRequest.WITNESS);
        assertThat(WireJson.text(asks())).doesNotContain("\"witness\"");
        answers(new LogWord.Silent(), 1);
        assertThat(WireJson.text(nextContact())).doesNotContain("\"witness\"");
    }

    @Test
    void a_head_is_on_disk_before_the_site_says_that_it_keeps_it() {
        keepsAHeadOf(7);
        assertThat(orders.getFirst())
                .as("the state with the head is synced before any contact begins")
                .isInstanceOf(SiteOrder.Persist.class);
        assertThat(keeps().newest().checkpoint().size()).isEqualTo(7);
        assertThat(keeps().newest().at()).isEqualTo(now);
        assertThat(notes("AUDIT_LOG_PINNED")).hasSize(1);
        var said = statement(nextContact());
        assertThat(said.newest()).isEqualTo(keeps().newest());
        assertThat(said.number()).isEqualTo(keeps().changes());
    }

    @Test
    void what_the_centre_has_is_not_said_again_and_what_grew_is() {
        keepsAHeadOf(7);
        nextContact();
        answers(new LogWord.Hears(1), 1);
        assertThat(nextContact().witness()).isEqualTo(new WitnessWord.Keeps(7, List.of()));
        int entries = journal.size();
        answers(new LogWord.Shows(1, shown("a", 7, 12)), 1);
        assertThat(orders.getFirst()).isInstanceOf(SiteOrder.Persist.class);
        assertThat(journal).as("a log that grew is no entry").hasSize(entries);
        assertThat(statement(nextContact()).newest().checkpoint().size()).isEqualTo(12);
    }

    @Test
    void another_past_is_refused_alarmed_journaled_and_told() {
        keepsAHeadOf(7);
        nextContact();
        answers(new LogWord.Shows(1, shown("b", 7, 9)), 1);
        assertThat(keeps().newest().checkpoint().size()).isEqualTo(7);
        assertThat(notes("AUDIT_HEAD_REFUSED")).hasSize(1);
        assertThat(notes("AUDIT_HEAD_REFUSED").getFirst().payload())
                .contains(
                        "NOT_CONSISTENT",
                        shownRoot("b", 9),
                        keeps().newest().checkpoint().root().hex());
        assertThat(orders)
                .anyMatch(o ->
                        o instanceof SiteOrder.Alarm(var code, _, _)
                                && code.equals("AUDIT_LOG_DIFFERS"));
        var said = statement(nextContact());
        assertThat(said.refused()).hasSize(1);
        assertThat(said.refused().getFirst().shown()).isEqualTo(shown("b", 7, 9).note());
        answers(new LogWord.Shows(2, shown("b", 7, 10)), 1);
        assertThat(notes("AUDIT_HEAD_REFUSED")).as("one alarm for one reason").hasSize(1);
        nextContact();
        answers(new LogWord.Shows(2, shown("a", 7, 10)), 1);
        assertThat(keeps().newest().checkpoint().size()).as("the old log goes on").isEqualTo(10);
        assertThat(statement(nextContact()).refused()).as("the evidence stays").hasSize(1);
    }

    private static String shownRoot(String past, int size) {
        return Checkpoint.read(SignedNote.read(shown(past, 0, size).note()).text()).root().hex();
    }

    @Test
    void an_answer_that_fails_makes_the_site_silent_until_the_centre_asks_again() {
        keepsAHeadOf(7);
        nextContact();
        tell(new SiteEvent.Unanswered(state.link().ticket(), "an older centre refuses the word"));
        now = now.plusSeconds(600);
        tell(new SiteEvent.Tick());
        assertThat(asks().witness()).isEqualTo(new WitnessWord.Silent());
        answers(new LogWord.Silent(), 1);
        assertThat(nextContact().witness()).isEqualTo(new WitnessWord.Silent());
        answers(new LogWord.Hears(0), 1);
        assertThat(statement(nextContact()).newest().checkpoint().size()).isEqualTo(7);
    }

    @Test
    void after_a_power_loss_the_site_keeps_what_it_kept() {
        keepsAHeadOf(7);
        var before = keeps();
        tell(new SiteEvent.Started(Instant.EPOCH));
        assertThat(keeps()).isEqualTo(before);
        answers(new LogWord.Shows(0, shown("b", 0, 9)), 1);
        assertThat(keeps().newest()).isEqualTo(before.newest());
    }

    @Test
    void a_log_that_came_back_from_a_backup_in_a_later_epoch_is_followed_beside_the_old_head() {
        keepsAHeadOf(7);
        var old = keeps().newest();
        nextContact();
        answers(new LogWord.Shows(1, shown("b", 7, 4)), 2);
        assertThat(keeps().newest().checkpoint().size()).isEqualTo(4);
        assertThat(keeps().ended()).containsExactly(old);
        assertThat(notes("AUDIT_HEAD_REFUSED")).hasSize(1);
        var said = statement(nextContact());
        assertThat(said.ended()).containsExactly(old);
        assertThat(said.refused()).hasSize(1);
    }

    @Test
    void what_is_no_head_is_an_alarm_and_kept_by_nobody() {
        tell(new SiteEvent.Started(Instant.EPOCH));
        answers(new LogWord.Shows(0, new ShownHead("no key", "no note", 0, List.of())), 1);
        assertThat(state.witness()).isEqualTo(new Witness.Nothing());
        assertThat(orders).anyMatch(SiteOrder.Alarm.class::isInstance);
    }
}
