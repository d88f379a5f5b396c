package io.holdfast.site.search;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.observe.Discovery;
import io.holdfast.core.observe.Survey;
import io.holdfast.sitelink.Search;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.SiteWord.SearchPhase;
import io.holdfast.sitelink.telemetry.SiteWord.SearchTold;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceSearch;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.SnmpAccess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One search while it runs: tells what it finds and how far it has come. */
final class RunningSearch implements DeviceSearch.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(RunningSearch.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    /** A device that takes longer to show its key has none to show. */
    private static final Duration KEY_LIMIT = Duration.ofSeconds(5);

    private static final int KEYS_AT_ONCE = 4;

    /** No site has more; beyond, somebody answers at every address. */
    static final int MOST_FOUND = 5_000;

    private final Search search;
    private final List<DeviceTransport> transports;
    private final Consumer<SiteWord> tell;
    private final Function<String, GoingOn> goingOn;
    private final Semaphore keys = new Semaphore(KEYS_AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Discovery.Progress progress = new Discovery.Progress(0, 0, 0, 0, 0, 0);
    private long lastTold = System.nanoTime() - TELL_EVERY.toNanos();
    private int found;
    private boolean takenBack;
    private boolean nodeEnds;

    /** Whether the next address may be asked. */
    enum GoingOn {
        YES,
        TAKEN_BACK,
        NODE_ENDS
    }

    RunningSearch(
            Search search,
            List<DeviceTransport> transports,
            Consumer<SiteWord> tell,
            Function<String, GoingOn> goingOn) {
        this.search = search;
        this.transports = transports;
        this.tell = tell;
        this.goingOn = goingOn;
    }

    /** Searches to the end. The last word about it; empty if the node itself ends. */
    Optional<SearchTold> run(DeviceSearch adapter, SnmpAccess as) throws InterruptedException {
        tell.accept(told(SearchPhase.RUNNING, ""));
        String why;
        try {
            why = adapter.search(search.order(), as, search.snmpPort(), this);
        } catch (RuntimeException e) {
            LOG.error("search {} broke", search.id(), e);
            return Optional.of(told(SearchPhase.INTERRUPTED, "it broke at the site: " + e));
        } finally {
            // Keys that are being asked for come in; each has its own time limit.
            threads.close();
        }
        if (nodeEnds) {
            return Optional.empty();
        }
        if (found > MOST_FOUND) {
            why = why + "; " + (found - MOST_FOUND) + " devices more were found and not told";
        }
        return Optional.of(told(takenBack ? SearchPhase.STOPPED : SearchPhase.DONE, why));
    }

    private SearchTold told(SearchPhase phase, String why) {
        return new SearchTold(
                search.id(),
                phase,
                Finds.cut(why),
                progress.asked(),
                progress.heard(),
                progress.silent(),
                phase.ended() && phase != SearchPhase.INTERRUPTED ? 0 : progress.left(),
                progress.refusedOutside());
    }

    @Override
    public void found(IpAddress address, Survey survey) {
        found++;
        if (found <= MOST_FOUND) {
            threads.execute(
                    () -> tell.accept(Finds.found(search.id(), address, survey, hostKey(address))));
        }
    }

    private String hostKey(IpAddress address) {
        if (search.netconfPort() == 0 || transports.isEmpty()) {
            return "";
        }
        try {
            keys.acquire();
            try {
                return transports
                        .getFirst()
                        .hostKey(
                                new DeviceAddress(address.toString(), search.netconfPort()),
                                KEY_LIMIT)
                        .orElse("");
            } finally {
                keys.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (RuntimeException e) {
            LOG.warn("{} showed no key: {}", address, e.toString());
            return "";
        }
    }

    @Override
    public void silent(IpAddress address, String reason) {
        LOG.debug("{}: {}", address, reason);
    }

    @Override
    public void progress(Discovery.Progress now) {
        progress = now;
        if (System.nanoTime() - lastTold >= TELL_EVERY.toNanos()) {
            lastTold = System.nanoTime();
            tell.accept(told(SearchPhase.RUNNING, ""));
        }
    }

    @Override
    public boolean goOn() {
        return switch (goingOn.apply(search.id())) {
            case YES -> true;
            case TAKEN_BACK -> {
                takenBack = true;
                yield false;
            }
            case NODE_ENDS -> {
                nodeEnds = true;
                yield false;
            }
        };
    }
}
