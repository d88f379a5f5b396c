package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.simulator.datastore.HistoryEntry;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.xml.XmlReader;
import io.holdfast.site.console.Status;
import io.holdfast.site.console.Status.DeviceState;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.ledger.JournalListing;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.site.lookout.Behaviours;
import io.holdfast.site.offers.OwnChecks;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.telemetry.SiteWord.RotationTried;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A whole site node, enrolled at a pretended centre, and the devices of its site. */
abstract class WholeNode {

    static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;
    SimulatedPlant plant;
    PretendCentre centre;
    Path directory;

    @BeforeEach
    void start() throws Exception {
        plant = new SimulatedPlant();
        centre = new PretendCentre();
        directory = folder.resolve("site");
    }

    @AfterEach
    void stop() {
        centre.close();
        plant.close();
    }

    /** A node that runs. Closing it gives its directory back, so that another may start there. */
    record Node(RunningSite site, Thread thread) implements AutoCloseable {

        @Override
        public void close() {
            site.close();
            try {
                thread.join(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            site.letGo();
        }
    }

    Node node(List<Path> token) {
        return node(NodeProcess.settings(directory, token), Drivers.installed());
    }

    Node node(NodeSettings settings, Drivers drivers) {
        return node(settings, drivers, InstantSource.system(), new OwnChecks(drivers));
    }

    Node node(NodeSettings settings, Drivers drivers, InstantSource wall, ContentChecks checks) {
        var site = RunningSite.start(settings, drivers, wall, checks);
        return new Node(site, Thread.ofPlatform().daemon().name("site-node").start(site::run));
    }

    NodeSettings hasty() throws Exception {
        return NodeProcess.settings(directory, List.of(centre.token(folder)), NodeProcess.hasty());
    }

    static DeviceState state(RunningSite site, String slot) {
        return site.status().devices().stream()
                .filter(line -> line.slot().equals(slot))
                .map(Status.DeviceLine::state)
                .findFirst()
                .orElse(DeviceState.WAITING);
    }

    void awaitReports(String state) {
        awaitReport("fw-1", state);
        awaitReport("sw-1", state);
    }

    void awaitReport(String slot, String state) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(centre.slotState(slot))
                                .as(centre.journalText())
                                .isEqualTo(state));
    }

    /** Waits for the link, tells how to reach the devices and waits until both were read. */
    void onboard(RunningSite site) {
        await().atMost(LONG).until(() -> site.status().link() instanceof Status.Link.Connected);
        centre.onboard(plant, true);
        awaitBothRead();
    }

    void awaitBothRead() {
        await().atMost(LONG)
                .until(() ->
                        centre.reports().values().stream().filter(r -> r.running() != null).count()
                                == 2);
    }

    void release(ZoneModel model) {
        centre.release(plant.content(model, centre.reports()));
    }

    /** The reference without its last conduit. */
    static ZoneModel smaller(ZoneModel model) {
        return new ZoneModel(
                model.zones(),
                model.conduits().subList(0, model.conduits().size() - 1),
                model.guardrails());
    }

    List<HistoryEntry.Cause> causes(String slot) {
        return plant.device(slot).history().stream().map(HistoryEntry::cause).toList();
    }

    /** Somebody at the device's own console. */
    void typeByHand(String slot, String port) {
        var device = plant.device(slot);
        var who = new Who(device.newSession(), "technician");
        try {
            var edit =
                    XmlReader.read(
                            "<config><interfaces"
                                    + " xmlns=\"urn:ietf:params:xml:ns:yang:ietf-interfaces\">"
                                    + "<interface><name>"
                                    + port
                                    + "</name><description>typed by hand</description>"
                                    + "</interface></interfaces></config>");
            device.datastores().edit(who, edit, "merge", true, true);
            device.datastores().commit(who, "");
        } catch (Exception e) {
            throw new AssertionError("the device does not take what is typed", e);
        }
    }

    List<String> ownJournal() {
        var out = new ByteArrayOutputStream();
        JournalListing.print(
                directory.resolve("site.db"), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    void journalIsWholeAtTheCentre() {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(centre.journalLines()).isEqualTo(ownJournal()));
        assertThat(centre.entries("OUTCOME").stream().map(e -> e.object()).toList())
                .isEqualTo(centre.entries("INTENT").stream().map(e -> e.object()).toList());
    }

    static DeviceSlot slot(String name) {
        return new DeviceSlot(name);
    }

    /** What the node wrote down of the host of {@link OneHost}; it must not run any more. */
    BehaviourTable behaviours() {
        return behaviours("host-1");
    }

    /** The same of any device. */
    BehaviourTable behaviours(String device) {
        try (var store = SiteStore.open(directory.resolve("site.db"))) {
            return new Behaviours(store).of(slot(device));
        }
    }

    /** What the site told of rotations, in order. */
    List<RotationTried> rotationsTold() {
        return centre.words().stream()
                .filter(RotationTried.class::isInstance)
                .map(RotationTried.class::cast)
                .toList();
    }
}
