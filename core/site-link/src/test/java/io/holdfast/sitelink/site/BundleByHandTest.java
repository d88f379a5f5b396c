package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.BundleFile;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.Judgement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bundle that a person carried to the site: the same rules, and the journal says how it came. */
class BundleByHandTest {

    private static final String FILE = "f".repeat(64);

    private final Plant plant = new Plant();

    private ConsoleAnswer.Judged brought(Judgement judgement) {
        plant.answers.clear();
        plant.tell(new SiteEvent.FileExamined(7, FILE, judgement));
        assertThat(plant.answers).hasSize(1);
        return (ConsoleAnswer.Judged) plant.answers.getFirst();
    }

    private List<String> journaled() {
        return plant.entries("BUNDLE_BROUGHT").stream().map(JournalEntry::payload).toList();
    }

    @Test
    void without_a_link_it_is_accepted_and_carried_out_like_any_other() {
        plant.wan = false;
        plant.settle();

        var answer = brought(plant.accepted(7, 7, 1));
        plant.settle();

        assertThat(answer.code()).isEqualTo("ACCEPTED");
        assertThat(answer.revision()).isEqualTo(7);
        assertThat(plant.devices.get(FW).running).isEqualTo(digest(7, FW));
        assertThat(journaled())
                .containsExactly(
                        "{\"epoch\":1,\"revision\":7,\"file\":\""
                                + FILE
                                + "\",\"result\":\"ACCEPTED\",\"reason\":\"a change of class R1\"}");
        assertThat(plant.journal.stream().map(l -> Journal.read(l.bytes()).type()).toList())
                .containsSubsequence("BUNDLE_BROUGHT", "BUNDLE_ACCEPTED", "INTENT", "OUTCOME");
    }

    @Test
    void a_refused_one_changes_nothing_and_says_nothing_about_what_the_centre_offers() {
        plant.accept(7, 1);
        plant.settle();
        var before = plant.memory.desired();

        var refused = new Judgement.Refused(1, 9, "WRONG_SITE", "it is for site cl-03");
        assertThat(brought(refused).code()).isEqualTo("WRONG_SITE");
        assertThat(brought(new Judgement.Stale(1, 6, 1, 7)).code()).isEqualTo("STALE");
        assertThat(brought(new Judgement.AlreadyInForce(1, 7)).code())
                .isEqualTo("ALREADY_IN_FORCE");
        plant.settle();

        assertThat(plant.memory.desired()).isEqualTo(before);
        assertThat(plant.heard.getLast().refused()).isNull();
        assertThat(journaled()).hasSize(3);
    }

    @Test
    void two_truths_under_one_number_stop_the_site_however_they_came() {
        plant.accept(7, 1);
        plant.settle();

        var answer = brought(new Judgement.Equivocation(1, 7, "a".repeat(64), "b".repeat(64)));

        assertThat(answer.code()).isEqualTo("EQUIVOCATION");
        assertThat(plant.memory.suspended()).isTrue();
        assertThat(plant.entries("BUNDLE_EQUIVOCATION")).hasSize(1);
    }

    @Test
    void a_damaged_file_fills_no_entry_and_stops_nothing() {
        var damaged = "{\"content\":\"" + "A".repeat(200_001) + "\"}";
        var opened = BundleFile.open(damaged.getBytes(StandardCharsets.US_ASCII));
        assertThat(opened).isInstanceOf(BundleFile.Opened.None.class);

        var answer = brought(((BundleFile.Opened.None) opened).refused());

        assertThat(answer.code()).isEqualTo("BUNDLE_MALFORMED");
        assertThat(answer.reason()).hasSizeLessThan(1_200);
        assertThat(plant.entries("BUNDLE_BROUGHT")).hasSize(1);
        assertThat(brought(plant.accepted(7, 7, 1)).code()).isEqualTo("ACCEPTED");
    }
}
