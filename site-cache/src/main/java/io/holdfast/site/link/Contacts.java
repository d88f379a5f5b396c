package io.holdfast.site.link;

import io.holdfast.core.Bytes;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.site.lookout.Sightings;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.site.SiteEvent;
import io.holdfast.sitelink.site.SiteOrder;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out orders to speak to the centre, one at a time: a new one replaces one that still
 * waits. Puts in what is stored: journal entries, texts and inventories.
 */
public final class Contacts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);
    private static final int MOST_ENTRIES = 500;
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    private final CentreLink link;
    private final SiteStore store;
    private final Sightings sightings;
    private final Consumer<SiteEvent> told;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Future<?> waiting = java.util.concurrent.CompletableFuture.completedFuture(null);
    private volatile String lastReason = "";

    public Contacts(
            CentreLink link, SiteStore store, Sightings sightings, Consumer<SiteEvent> told) {
        this.link = link;
        this.store = store;
        this.sightings = sightings;
        this.told = told;
    }

    /** Begins a contact. Called by the one thread that owns the node. */
    public void begin(SiteOrder.Contact order) {
        waiting.cancel(true);
        waiting = threads.submit(() -> carryOut(order));
    }

    /** Gives up the contact that waits. */
    public void giveUp() {
        waiting.cancel(true);
    }

    /** Why the last contact had no answer; empty if it had one. */
    public String lastReason() {
        return lastReason;
    }

    private void carryOut(SiteOrder.Contact order) {
        try {
            told.accept(speak(order));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Whatever broke here, the node must hear that there was no answer.
            LOG.error("a contact broke", e);
            told.accept(new SiteEvent.Unanswered(order.ticket(), "the contact broke here"));
        }
    }

    private SiteEvent speak(SiteOrder.Contact order) throws InterruptedException {
        return switch (link.contact(complete(order))) {
            case CentreLink.Contact.Answered(var answer) -> {
                lastReason = "";
                yield new SiteEvent.Answered(
                        order.ticket(), answer, ownHash(answer.durable().sequence()));
            }
            case CentreLink.Contact.Unanswered(var reason, var stayAway) -> {
                lastReason = reason;
                // Staying away is done here: the node hears of the failure when it may try again.
                Thread.sleep(stayAway);
                yield new SiteEvent.Unanswered(order.ticket(), reason);
            }
        };
    }

    private LinkRequest complete(SiteOrder.Contact order) {
        var request = order.request();
        List<Bytes> entries =
                store.entriesAfter(order.entriesAfter(), MOST_ENTRIES, MOST_BYTES).stream()
                        .map(JournalLine::bytes)
                        .toList();
        List<SlotReport> slots =
                request.slots().stream()
                        .map(report ->
                                order.attach().contains(report.slot())
                                        ? sightings.attach(report)
                                        : report)
                        .toList();
        return request.with(entries, slots);
    }

    private String ownHash(long sequence) {
        if (sequence == 0) {
            return JournalHead.EMPTY.hash();
        }
        return store.entriesAfter(sequence - 1, 1, MOST_BYTES).stream()
                .filter(line -> line.sequence() == sequence)
                .map(JournalLine::hash)
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
