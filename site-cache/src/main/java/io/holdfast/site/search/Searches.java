package io.holdfast.site.search;

import io.holdfast.site.devices.AccessBook;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.Search;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.SiteWord.SearchPhase;
import io.holdfast.spi.DeviceSearch;
import io.holdfast.spi.DeviceTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the searches that stand in the signed access list: one at a time, on a thread of its
 * own, each once. A search that a crash or a restart cut off is told as interrupted and not begun
 * again by itself: whoever ordered it decides.
 */
public final class Searches implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Searches.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final SearchBook book;
    private final AccessBook access;
    private final Means means;
    private final Consumer<SiteWord> tell;
    private final InstantSource clock;
    private volatile boolean closed;
    private volatile Optional<Thread> thread = Optional.empty();

    /** What this node searches with: the first of each is used. */
    private record Means(List<DeviceSearch> searches, List<DeviceTransport> transports) {
        Means {
            searches = List.copyOf(searches);
            transports = List.copyOf(transports);
        }

        /** What stands on the run-time path; host keys are asked for over SSH alone. */
        static Means installed(List<DeviceTransport> transports) {
            return new Means(
                    ServiceLoader.load(DeviceSearch.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .toList(),
                    transports.stream().filter(t -> t.name().equals("netconf-ssh")).toList());
        }
    }

    private Searches(
            SiteStore store,
            AccessBook access,
            Means means,
            Consumer<SiteWord> tell,
            InstantSource clock) {
        this.book = new SearchBook(store);
        this.access = access;
        this.means = means;
        this.tell = tell;
        this.clock = clock;
    }

    /** Begins to look for orders, with the adapters on the run-time path. */
    public static Searches begin(
            SiteStore store,
            AccessBook access,
            List<DeviceTransport> transports,
            Consumer<SiteWord> tell,
            InstantSource clock) {
        var searches = new Searches(store, access, Means.installed(transports), tell, clock);
        searches.thread =
                Optional.of(Thread.ofVirtual().name("searches").start(searches::keepLooking));
        return searches;
    }

    private void keepLooking() {
        try {
            tellCutOff();
            while (!closed) {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.error("a search broke", e);
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellCutOff() {
        for (var id : book.cutOff()) {
            LOG.info("search {} was cut off by the end of this node", id);
            end(id, SearchPhase.INTERRUPTED, "the site node was restarted meanwhile");
        }
    }

    /** Carries out the orders that are there, in their order. */
    private void look() throws InterruptedException {
        for (var search : access.searches()) {
            if (!closed && !book.isOver(search.id())) {
                carryOut(search);
            }
        }
    }

    private void carryOut(Search search) throws InterruptedException {
        if (search.stopped()) {
            end(search.id(), SearchPhase.STOPPED, "it was taken back before it began");
            return;
        }
        var faults = search.faults();
        if (!faults.isEmpty()) {
            end(search.id(), SearchPhase.REFUSED, faults.getFirst().sentence());
            return;
        }
        if (clock.instant().isAfter(search.notAfter())) {
            end(search.id(), SearchPhase.REFUSED, "its order came too late");
            return;
        }
        var user = access.snmpUser(search);
        if (user.isEmpty()) {
            end(search.id(), SearchPhase.REFUSED, "what it asks with does not open here");
            return;
        }
        if (means.searches().isEmpty()) {
            end(search.id(), SearchPhase.REFUSED, "this site node has no adapter that searches");
            return;
        }
        book.begun(search.id());
        LOG.info("search {} begins within {}", search.id(), search.within());
        var running = new RunningSearch(search, means.transports(), tell, this::goesOn);
        running.run(means.searches().getFirst(), user.get())
                .ifPresent(word -> {
                    tell.accept(word);
                    book.over(search.id());
                    LOG.info("search {}: {} {}", search.id(), word.phase(), word.why());
                });
    }

    /** Whether nobody took a search back; also asked between two addresses. */
    private RunningSearch.GoingOn goesOn(String id) {
        if (closed || Thread.currentThread().isInterrupted()) {
            return RunningSearch.GoingOn.NODE_ENDS;
        }
        return access.searches().stream().anyMatch(s -> s.id().equals(id) && !s.stopped())
                ? RunningSearch.GoingOn.YES
                : RunningSearch.GoingOn.TAKEN_BACK;
    }

    private void end(String id, SearchPhase phase, String why) {
        tell.accept(new SiteWord.SearchTold(id, phase, Finds.cut(why), 0, 0, 0, 0, 0));
        book.over(id);
    }

    @Override
    public void close() {
        closed = true;
        thread.ifPresent(running -> {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
