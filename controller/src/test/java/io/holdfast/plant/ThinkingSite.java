package io.holdfast.plant;

import io.holdfast.sitelink.Acceptance;
import io.holdfast.sitelink.Acceptance.InForce;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.site.Pace;
import io.holdfast.sitelink.site.SiteEvent;
import io.holdfast.sitelink.site.SiteNode;
import io.holdfast.sitelink.site.SiteOrder;
import io.holdfast.sitelink.site.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A site node that decides as the real one does and speaks over the real link; it has no devices,
 * and tests set its clock.
 */
public final class ThinkingSite {

    /** Nothing in these tests is rendered for a device, so there is nothing to read or to prove. */
    private static final ContentChecks NO_DEVICES =
            new ContentChecks() {
                @Override
                public Meaning read(String dialect, String text) {
                    return new Meaning.UnknownDialect();
                }

                @Override
                public List<String> objections(Optional<SiteContent> inForce, SiteContent offered) {
                    return List.of();
                }
            };

    private final TestSite site;
    private final TrustRoot trust;
    private final List<JournalLine> journal = new ArrayList<>();
    private InForce inForce = new InForce.Nothing();
    private SiteState state;
    private Instant now;

    public ThinkingSite(TestSite site, TrustRoot trust, Instant now) {
        this.site = site;
        this.trust = trust;
        this.state = SiteState.fresh(site.token.identity(), Pace.PLANT);
        this.now = now;
    }

    /** Power off and on again; the clock shows what it is told to. */
    public void starts(Instant shown) {
        now = shown;
        tell(new SiteEvent.Started(Instant.EPOCH));
    }

    /** Time passes until everything is told, and a little longer. */
    public void reports() {
        for (int i = 0; i < 6; i++) {
            now = now.plus(Duration.ofMinutes(1));
            tell(new SiteEvent.Tick());
        }
    }

    /** Judges what somebody offers. */
    public void isOffered(Bundle bundle) {
        var judgement =
                Acceptance.judge(
                        bundle,
                        new Acceptance.Judge(
                                trust,
                                site.token.identity(),
                                inForce,
                                state.suspended(),
                                state.time().bounds(now)),
                        NO_DEVICES);
        if (judgement instanceof Judgement.Accepted accepted) {
            inForce =
                    new InForce.State(
                            accepted.delivery().epoch(),
                            accepted.delivery().revision(),
                            accepted.contentDigest(),
                            accepted.content());
        }
        tell(new SiteEvent.BundleExamined(judgement));
    }

    private void tell(SiteEvent event) {
        var step = SiteNode.step(state, event, now);
        state = step.state();
        for (var order : step.orders()) {
            switch (order) {
                case SiteOrder.Persist(var lines) -> journal.addAll(lines);
                case SiteOrder.Contact contact -> speak(contact);
                case SiteOrder.Examine(var bundle) -> isOffered(bundle);
                default -> {}
            }
        }
    }

    private void speak(SiteOrder.Contact contact) {
        var asked = contact.request();
        var answer =
                site.answer(
                        asked.with(
                                        journal.stream()
                                                .filter(l -> l.sequence() > contact.entriesAfter())
                                                .map(JournalLine::bytes)
                                                .toList(),
                                        asked.slots())
                                .waiting(0));
        long durable = answer.durable().sequence();
        var own =
                durable == 0
                        ? answer.durable().hash()
                        : journal.get(Math.toIntExact(durable) - 1).hash();
        tell(new SiteEvent.Answered(contact.ticket(), answer, own));
    }

    public SiteState state() {
        return state;
    }

    /** What the site's journal says. */
    public List<JournalEntry> journal() {
        return journal.stream().map(l -> Journal.read(l.bytes())).toList();
    }
}
