package io.holdfast.apps.lab;

import io.holdfast.simulator.FleetReady;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole demo plant: starts its processes in order, sets it up through the same doors a person
 * would use, and stops everything when it is told to.
 */
final class Plant {

    private static final Duration CENTRE_START = Duration.ofMinutes(3);

    private static final Duration WATCH = Duration.ofSeconds(1);

    private final Options options;
    private final Ports ports;
    private final Progress progress = new Progress(System.out);
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Child> children = new ArrayList<>();
    private volatile Runnable keepDatabase = () -> {};
    private volatile boolean stopping;

    private Plant(Options options) {
        this.options = options;
        this.ports = new Ports(options.portBase());
    }

    static int run(Options options) {
        Machine.checkMemory();
        var plant = new Plant(options);
        Leftovers.clear(options);
        plant.ports.checkFree();
        options.readyFile().ifPresent(Plant::mustBeNew);
        Runtime.getRuntime().addShutdownHook(new Thread(plant::stop, "stop"));
        try {
            plant.start();
            plant.watch();
            return 0;
        } catch (RuntimeException e) {
            if (plant.stopping) {
                return 0;
            }
            throw e;
        }
    }

    private static void mustBeNew(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (java.io.IOException e) {
            throw new Refusal(1, "cannot replace " + file + ": " + e.getMessage(), e);
        }
    }

    private void start() {
        progress.line(
                "Starting the demo plant of Holdfast. Everything stays on this machine and in "
                        + options.state());
        var people = People.invent();
        var fleet = Fleet.of(ports, options.plant().resolve("device-keys"));
        var processes = new Processes(options, ports);

        var identity = identity(people, processes.url());
        var databasePassword = Secrets.password();
        var devices = child(processes.devices(fleet));
        var database = keep(Database.start(options, ports.database(), databasePassword));
        keepDatabase = database::keepAlive;
        progress.done("PostgreSQL 18 runs, every commit synced");

        var centre =
                child(
                        processes.centre(
                                database,
                                databasePassword,
                                Bootstrap.write(options, ports, people),
                                identity.settings()));
        var fleetReady = awaitDevices(devices);
        progress.done(fleetReady.devices().size() + " simulated devices answer NETCONF and SNMP");
        identity.await().run();
        awaitCentre(centre, processes.url());
        progress.done("the centre is ready");

        var wans = new TreeMap<String, Wan>();
        for (int place = 0; place < DemoSite.ALL.size(); place++) {
            wans.put(DemoSite.ALL.get(place).id(), keep(Wan.open(ports.wan(place), ports.link())));
        }
        keep(ControlDoor.open(options, ports.control(), wans));

        var setUp =
                new SetUp(
                        new CentreClient(
                                processes.url(), identity.tokenUrl(), people.program("automation")),
                        new CentreClient(
                                processes.url(), identity.tokenUrl(), people.program("approver")),
                        this::mustAllLive);
        for (int place = 0; place < DemoSite.ALL.size(); place++) {
            var site = DemoSite.ALL.get(place);
            var token = options.plant().resolve("tokens").resolve(site.id() + ".json");
            Secrets.write(token, setUp.enrolmentToken(site));
            child(processes.siteNode(site, place, token));
        }
        setUp.awaitSites();
        progress.done(
                "the site nodes of "
                        + String.join(", ", DemoSite.ALL.stream().map(DemoSite::id).toList())
                        + " are enrolled");

        setUp.onboard(fleet, fleetReady);
        progress.done("every device is onboarded, its host key compared and pinned");

        setUp.baseline();
        progress.done("the blueprint's conduits are approved, proved and running at every site");

        var ready =
                new ReadyFile(
                        processes.url(),
                        identity.url(),
                        identity.tokenUrl(),
                        ports,
                        people,
                        fleet,
                        fleetReady);
        options.readyFile().ifPresent(file -> Secrets.write(file, Json.text(ready.content())));
        ready.print(progress);
    }

    /**
     * Who knows the people of this plant.
     *
     * @param settings what the centre is told of it
     * @param await waits until it answers
     */
    private record Identity(
            String url, String tokenUrl, Map<String, String> settings, Runnable await) {}

    private Identity identity(People people, String centre) {
        if (options.identity() == Options.Identity.EMBEDDED) {
            return new Identity(centre, centre + "/oauth2/token", Map.of(), () -> {});
        }
        var keycloak = new Keycloak(options, ports);
        progress.line(
                "Preparing Keycloak "
                        + Keycloak.VERSION
                        + "; the first time in this folder that takes half a minute");
        keycloak.prepare();
        progress.done("Keycloak is unpacked and built");
        var process = child(keycloak.start(people, centre));
        var secret = options.plant().resolve("keycloak-client-secret");
        Secrets.write(secret, keycloak.clientSecret() + "\n");
        return new Identity(
                keycloak.url(),
                keycloak.tokenUrl(),
                Map.of(
                        "spring.profiles.active", "keycloak",
                        "holdfast.identity.issuer", keycloak.issuer(),
                        "holdfast.identity.client-secret-file", secret.toString()),
                () -> {
                    keycloak.await(process);
                    progress.done("Keycloak knows the people of this plant");
                });
    }

    private FleetReady awaitDevices(Child devices) {
        var file = options.plant().resolve(DevicesProcess.READY);
        Waiting.until(
                "the simulated devices",
                Duration.ofSeconds(90),
                () -> {
                    devices.mustLive();
                    return Files.exists(file);
                });
        return Json.read(file, FleetReady.class);
    }

    private void awaitCentre(Child centre, String url) {
        try (var http = HttpClient.newHttpClient()) {
            Waiting.until(
                    "the centre",
                    CENTRE_START,
                    () -> {
                        centre.mustLive();
                        return CentreClient.ready(http, url);
                    });
        }
    }

    /** Keeps every process alive until the plant is told to stop. */
    private void watch() {
        try {
            while (!stopping) {
                Thread.sleep(WATCH);
                if (!stopping) {
                    keepDatabase.run();
                    children.forEach(Child::keepAlive);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void mustAllLive() {
        children.forEach(Child::mustLive);
    }

    private Child child(Child child) {
        children.add(child);
        return child;
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    private void stop() {
        stopping = true;
        System.out.println();
        System.out.println("Stopping the plant ...");
        children.reversed().forEach(child -> child.stop(Duration.ofSeconds(10)));
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("holdfast: while stopping: " + e.getMessage());
            }
        }
        System.out.println("Stopped.");
    }
}
