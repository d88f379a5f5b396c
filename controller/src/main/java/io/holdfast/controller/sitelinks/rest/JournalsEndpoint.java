package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.JournalsApi;
import io.holdfast.api.model.JournalFault;
import io.holdfast.api.model.JournalItem;
import io.holdfast.api.model.JournalList;
import io.holdfast.api.model.JournalVerdict;
import io.holdfast.controller.sitelinks.JournalLeaves;
import io.holdfast.controller.sitelinks.JournalPage;
import io.holdfast.controller.sitelinks.Journals;
import io.holdfast.controller.web.PathIds;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sites' journals over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class JournalsEndpoint implements JournalsApi {

    private final Journals journals;
    private final JournalLeaves leaves;

    JournalsEndpoint(Journals journals, JournalLeaves leaves) {
        this.journals = journals;
        this.leaves = leaves;
    }

    @Override
    public ResponseEntity<JournalVerdict> verifyJournal(String site) {
        var found = leaves.compare(PathIds.site(site));
        return ResponseEntity.ok(
                new JournalVerdict(
                        found.holds(),
                        found.entries(),
                        found.leaves(),
                        found.faults().stream()
                                .map(f ->
                                        new JournalFault(f.kind().name(), f.sequence(), f.reason()))
                                .toList()));
    }

    @Override
    public ResponseEntity<JournalList> listJournal(
            String site,
            @Nullable Long after,
            @Nullable Integer incarnation,
            @Nullable Integer limit) {
        int most = limit == null ? 100 : limit;
        var node = Optional.ofNullable(incarnation);
        var page =
                after == null
                        ? journals.newest(PathIds.site(site), node, most)
                        : journals.page(PathIds.site(site), node, after, most);
        return ResponseEntity.ok(
                new JournalList(
                        page.incarnation(),
                        page.durable(),
                        page.items().stream().map(JournalsEndpoint::form).toList()));
    }

    private static JournalItem form(JournalPage.Item item) {
        var form =
                new JournalItem(
                        item.incarnation(),
                        item.sequence(),
                        item.hash(),
                        item.previous(),
                        item.type(),
                        item.object(),
                        item.actor(),
                        item.wall().atOffset(ZoneOffset.UTC),
                        item.receivedAt().atOffset(ZoneOffset.UTC),
                        item.payload());
        if (item.late()) {
            form.setLate(true);
        }
        return form;
    }
}
