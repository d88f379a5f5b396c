package io.holdfast.apps.site;

import io.holdfast.site.devices.Drivers;
import io.holdfast.site.keys.SiteDirectory;
import io.holdfast.site.keys.StartRefused;
import io.holdfast.site.ledger.JournalListing;
import io.holdfast.site.ledger.StoreDamaged;
import io.holdfast.site.ledger.StoreUnusable;
import io.holdfast.site.node.NodeSettings;
import io.holdfast.site.node.RunningSite;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a site node, or prints its journal. */
public final class Site {

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    /** A step takes milliseconds and a session a second to close; then the process ends anyway. */
    private static final Duration STOP = Duration.ofSeconds(10);

    private Site() {}

    /** Runs until it is told to stop. */
    public static void main(String[] words) {
        var code =
                switch (Arguments.of(words)) {
                    case Arguments.Run(var settings) -> run(settings);
                    case Arguments.Journal(var directory) ->
                            list(
                                    directory,
                                    database -> {
                                        JournalListing.print(database, System.out);
                                        return 0;
                                    });
                    case Arguments.Entries(var directory, var after, var to) ->
                            list(directory, database -> entries(database, after, to));
                    case Arguments.Help() -> say(0, Arguments.USAGE);
                    case Arguments.Wrong(var reason) -> say(2, reason + "\n\n" + Arguments.USAGE);
                };
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(NodeSettings settings) {
        try {
            var site = RunningSite.start(settings, Drivers.installed(), InstantSource.system());
            var runner = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(site, runner), "stop"));
            try {
                site.run();
            } finally {
                site.close();
                site.letGo();
            }
            return 0;
        } catch (StartRefused e) {
            LOG.error("{}: {}{}", e.code(), e.getMessage(), because(e));
            return 3;
        } catch (StoreDamaged e) {
            LOG.error("store-damaged: {}{}", e.getMessage(), because(e));
            return 4;
        }
    }

    private static String because(RuntimeException e) {
        return e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
    }

    private static void stop(RunningSite site, Thread runner) {
        site.close();
        try {
            runner.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int list(Path directory, ToIntFunction<Path> listing) {
        try {
            return listing.applyAsInt(SiteDirectory.database(directory));
        } catch (StoreDamaged | StoreUnusable e) {
            return say(4, e.getMessage() + because(e) + "\n");
        }
    }

    private static int entries(Path database, long after, long to) {
        var wanted = JournalListing.printWhole(database, after, to, System.out);
        if (wanted.printed()) {
            return 0;
        }
        return say(
                5,
                "nothing is printed: a centre takes the entries of one request or none, and "
                        + (wanted.entries() - wanted.fit())
                        + " of these "
                        + wanted.entries()
                        + " entries do not fit (16 MiB, 50000 entries); "
                        + wanted.fit()
                        + " would, up to entry "
                        + (after + wanted.fit())
                        + ". Ask for what the centre names as missing, and no more"
                        + " (--entries-after, --entries-to)\n");
    }

    private static int say(int code, String text) {
        (code == 0 ? System.out : System.err).print(text);
        return code;
    }
}
