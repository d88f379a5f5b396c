package io.holdfast.site.node;

import io.holdfast.core.zone.ZoneModel;
import io.holdfast.site.console.Status;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.site.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** A whole site node with its devices and a centre that releases what it is told to. */
final class HostileSite implements AutoCloseable {

    /** Trials of five seconds: shorter ones end on a busy machine before they are judged. */
    static final Pace PACE =
            new Pace(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    2);

    private static final Duration BEGINNING = Duration.ofSeconds(60);
    private static final int TRIES = 30;

    /** Beginning is the hardest part for a small machine: two at a time. */
    private static final Semaphore BEGINNERS = new Semaphore(2);

    final SimulatedPlant plant;
    final PretendCentre centre;
    private final RunningSite site;
    private final Thread thread;
    private long revision;

    /** How a change ended. */
    enum End {
        KEPT,
        TAKEN_BACK,
        REFUSED,
        CONFLICT,
        NONE
    }

    private HostileSite(SimulatedPlant plant, PretendCentre centre, RunningSite site) {
        this.plant = plant;
        this.centre = centre;
        this.site = site;
        this.thread = Thread.ofPlatform().daemon().name("site-node").start(site::run);
    }

    static HostileSite start(Path folder, ContentChecks checks) throws IOException {
        Files.createDirectories(folder);
        var plant = new SimulatedPlant();
        var centre = new PretendCentre();
        var settings =
                NodeProcess.settings(folder.resolve("site"), List.of(centre.token(folder)), PACE);
        var site = RunningSite.start(settings, Drivers.installed(), InstantSource.system(), checks);
        return new HostileSite(plant, centre, site);
    }

    /** Onboards the devices and brings the first content to them. */
    SiteContent begin(ZoneModel model) {
        until("the link", () -> site.status().link() instanceof Status.Link.Connected);
        centre.onboard(plant, true);
        until(
                "both devices read",
                () ->
                        centre.reports().values().stream().filter(r -> r.running() != null).count()
                                == HostileChanges.SLOTS.size());
        var good = plant.content(model, centre.reports());
        BEGINNERS.acquireUninterruptibly();
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                if (carriedOut(good, BEGINNING) == End.KEPT) {
                    return good;
                }
            }
        } finally {
            BEGINNERS.release();
        }
        throw new IllegalStateException("the first content was not kept: " + centre.journalText());
    }

    private boolean isKept(String slot) {
        return centre.slotState(slot).equals("KEPT " + revision);
    }

    /** Releases it and waits for what becomes of it. */
    End carriedOut(SiteContent content, Duration patience) {
        centre.release(content);
        revision++;
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            var now = end();
            if (now != End.NONE) {
                return now;
            }
            pause();
        }
        return End.NONE;
    }

    private End end() {
        var states = HostileChanges.SLOTS.stream().map(centre::slotState).toList();
        if (states.contains("TAKEN_BACK " + revision)) {
            return End.TAKEN_BACK;
        }
        if (states.contains("CONFLICT " + revision)) {
            return End.CONFLICT;
        }
        var number = "\"revision\":" + revision + ",";
        if (centre.entries("BUNDLE_REFUSED").stream()
                .anyMatch(entry -> entry.payload().contains(number))) {
            return End.REFUSED;
        }
        return HostileChanges.SLOTS.stream().allMatch(this::isKept) ? End.KEPT : End.NONE;
    }

    boolean everyoneAnswers() {
        return HostileChanges.SLOTS.stream().allMatch(s -> plant.device(s).answersNetconf());
    }

    boolean isAnyOnTrial() {
        return HostileChanges.SLOTS.stream()
                .anyMatch(s -> plant.device(s).datastores().trialToken().isPresent());
    }

    static SiteContent.DeviceContent device(SiteContent content, String slot) {
        return content.devices().stream()
                .filter(d -> d.slot().value().equals(slot))
                .findFirst()
                .orElseThrow();
    }

    private static void until(String what, BooleanSupplier so) {
        long end = System.nanoTime() + BEGINNING.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + BEGINNING + ": " + what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        site.close();
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        site.letGo();
        centre.close();
        plant.close();
    }
}
