package io.holdfast.apps.site;

import io.holdfast.site.devices.DeviceLimits;
import io.holdfast.site.link.LinkLimits;
import io.holdfast.site.node.NodeSettings;
import io.holdfast.sitelink.site.Pace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stood on the command line. */
sealed interface Arguments {

    /** Run a site node. */
    record Run(NodeSettings settings) implements Arguments {}

    /** Print the journal's sequence numbers and hashes. */
    record Journal(Path directory) implements Arguments {}

    /** Whole entries after a number up to another, for a centre that hears this node no more. */
    record Entries(Path directory, long after, long to) implements Arguments {}

    record Help() implements Arguments {}

    /** Not understood. */
    record Wrong(String reason) implements Arguments {}

    /** Shown for help and after a mistake. */
    String USAGE =
            """
            usage: site --directory DIR [--token FILE] [--status-port PORT] [--proxy HOST:PORT]
                        [--look-every SECONDS] [--trial SECONDS] [--islanded-after SECONDS]
                        [--farthest-retry SECONDS] [--device-retry SECONDS]
                   site journal --directory DIR [--entries-after NUMBER [--entries-to NUMBER]]

              --directory        keys and database; made at the first start, mode 0700
              --token            enrolment token; needed at the first start only
              --status-port      status page on loopback (default 8090, 0 for any free port)
              --proxy            HTTP proxy that is asked to CONNECT to the centre
              --syslog           ADDRESS:PORT of this machine where devices send their logs (UDP)
              --traps            ADDRESS:PORT of this machine where devices send SNMP notifications (UDP)
              --ssh-calls        ADDRESS:PORT of this machine where devices call home over SSH (usually 4334)
              --tls-calls        the same over TLS (usually 4335)
              --look-every       how often each device is read (default 300)
              --trial            how long a device keeps a change nobody confirmed (default 120)
              --islanded-after   silence after which the site calls itself autonomous (default 60)
              --farthest-retry   greatest pause between attempts to reach the centre (default 300)
              --device-retry     pause before a silent device is asked again (default 20)

              journal            prints "sequence hash" per entry; may run beside a live node
              --entries-after    prints whole entries instead, as a centre takes them that has put this
                                 node out of service (POST .../late-entries): after the last it has,
              --entries-to       up to the last this node named (default: all there are)

            exit: 0 done, 1 broken, 2 wrong arguments, 3 a person has to look first, 4 store damaged,
                  5 more entries than fit one request, 143 ended by SIGTERM
            """;

    /** Options of both commands; each takes a value. */
    Set<String> OPTIONS =
            Set.of(
                    "--directory",
                    "--entries-after",
                    "--entries-to",
                    "--token",
                    "--status-port",
                    "--proxy",
                    "--syslog",
                    "--traps",
                    "--ssh-calls",
                    "--tls-calls",
                    "--look-every",
                    "--trial",
                    "--islanded-after",
                    "--farthest-retry",
                    "--device-retry");

    static Arguments of(String... words) {
        var left = new ArrayList<>(List.of(words));
        if (left.contains("--help") || left.contains("-h")) {
            return new Help();
        }
        var journal = !left.isEmpty() && left.getFirst().equals("journal");
        if (journal) {
            left.removeFirst();
        }
        var options = new HashMap<String, String>();
        while (!left.isEmpty()) {
            var name = left.removeFirst();
            if (!OPTIONS.contains(name) || left.isEmpty()) {
                return new Wrong("not understood: " + name);
            }
            options.put(name, left.removeFirst());
        }
        if (!options.containsKey("--directory")) {
            return new Wrong("--directory is missing");
        }
        try {
            var directory = Path.of(options.getOrDefault("--directory", "")).toAbsolutePath();
            if (!journal) {
                return new Run(settings(directory, options));
            }
            return listing(directory, options);
        } catch (IllegalArgumentException e) {
            return new Wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Arguments listing(Path directory, Map<String, String> options) {
        if (options.containsKey("--entries-after")) {
            return new Entries(
                    directory,
                    entry(options, "--entries-after", 0),
                    entry(options, "--entries-to", Long.MAX_VALUE));
        }
        return options.containsKey("--entries-to")
                ? new Wrong("--entries-to needs --entries-after")
                : new Journal(directory);
    }

    private static long entry(Map<String, String> options, String name, long otherwise) {
        var text = option(options, name);
        if (text.isPresent() && !text.get().matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(name + " is the number of an entry");
        }
        return text.map(Long::parseLong).orElse(otherwise);
    }

    private static NodeSettings settings(Path directory, Map<String, String> options) {
        return new NodeSettings(
                directory,
                option(options, "--token").map(Path::of).stream().toList(),
                option(options, "--proxy").map(Arguments::address).stream().toList(),
                number(options, "--status-port", 8090, 0, 65535),
                pace(options),
                LinkLimits.PLANT,
                DeviceLimits.PLANT,
                new NodeSettings.Listening(
                        heardAt(options, "--syslog"),
                        heardAt(options, "--traps"),
                        heardAt(options, "--ssh-calls"),
                        heardAt(options, "--tls-calls")));
    }

    private static Pace pace(Map<String, String> options) {
        var plant = Pace.PLANT;
        return new Pace(
                plant.contactPause(),
                plant.hold(),
                seconds(options, "--farthest-retry", plant.farthestRetry()),
                seconds(options, "--islanded-after", plant.islandedAfter()),
                seconds(options, "--look-every", plant.look()),
                seconds(options, "--device-retry", plant.deviceRetry()),
                seconds(options, "--trial", plant.trial()),
                plant.verifyBudget(),
                plant.margin(),
                plant.grace(),
                plant.attempts());
    }

    private static Duration seconds(Map<String, String> options, String name, Duration otherwise) {
        return Duration.ofSeconds(
                number(options, name, (int) otherwise.toSeconds(), 1, 24 * 60 * 60));
    }

    private static int number(
            Map<String, String> options, String name, int otherwise, int least, int most) {
        var text = option(options, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,6}")
                || Integer.parseInt(text.get()) < least
                || Integer.parseInt(text.get()) > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most);
        }
        return Integer.parseInt(text.get());
    }

    /** An address of this machine, as digits: a name could come to mean every address. */
    private static List<InetSocketAddress> heardAt(Map<String, String> options, String name) {
        return option(options, name).map(text -> heardAt(name, text)).stream().toList();
    }

    private static InetSocketAddress heardAt(String name, String text) {
        var unresolved = address(text);
        if (!unresolved.getHostString().matches("[0-9.]{7,15}|[0-9a-fA-F:]{2,39}")) {
            throw new IllegalArgumentException(name + " is ADDRESS:PORT");
        }
        return new InetSocketAddress(unresolved.getHostString(), unresolved.getPort());
    }

    private static InetSocketAddress address(String text) {
        var colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("--proxy is HOST:PORT");
        }
        return InetSocketAddress.createUnresolved(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static Optional<String> option(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name));
    }
}
