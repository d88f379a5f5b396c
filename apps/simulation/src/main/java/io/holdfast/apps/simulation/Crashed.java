package io.holdfast.apps.simulation;

import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One site from its first start over two changes, and at most one failure on the way. The first
 * change is good; the second is the scenario's.
 */
final class Crashed {

    /**
     * Seven minutes before the last moment at which the second change may begin in the window: a
     * failure puts it off until the window opens again at midnight.
     */
    private static final Instant BEGIN = Instant.parse("2026-11-23T17:53:00Z");

    private static final Instant FIRST = BEGIN.plus(Duration.ofMinutes(12));
    private static final Instant SECOND = FIRST.plus(Duration.ofMinutes(40));

    /** Long enough for the longest failure and every pause after it. */
    private static final Duration REST = Duration.ofMinutes(100);

    /** Long enough for the next window as well. */
    private static final Duration NEXT_WINDOW = Duration.ofHours(5);

    private final World world;
    private final SiteId name;
    private final Instant end;
    private final Changes changes;
    private final SimCentre centre;
    private final SimSite site;
    private final Map<String, String> versions = new TreeMap<>();

    private Crashed(
            Changes changes,
            Strike strike,
            Scenario scenario,
            Blow blow,
            Optional<Sabotage> sabotage) {
        world = World.calm(strike, sabotage, BEGIN);
        this.changes = changes;
        name = new SiteId(scenario.windows() ? "ww-01" : "ss-04");
        end = SECOND.plus(scenario.windows() ? NEXT_WINDOW : REST);
        centre = new SimCentre(world, changes);
        site =
                new SimSite(
                        world,
                        centre,
                        changes,
                        new Intruder(world, changes, 0),
                        new SiteIdentity(Changes.ORGANIZATION, name, 1),
                        Paces.QUARTER);
        strike.is(() -> blow.fall(site, centre));
        centre.enrol(site.identity);
        site.start();
        world.at(FIRST, () -> release(1, Changes.Kind.GOOD, scenario));
        world.at(SECOND, () -> release(2, scenario.kind(), scenario));
    }

    /**
     * What it came to.
     *
     * @param rest what every device runs, has saved and is said to be, at the site and at the
     *     centre; equal to that of a run in which nothing failed
     * @param findings broken invariants
     */
    record Result(List<String> rest, List<String> findings, List<String> places) {
        Result {
            rest = List.copyOf(rest);
            findings = List.copyOf(findings);
            places = List.copyOf(places);
        }
    }

    static Result run(
            Changes changes,
            Scenario scenario,
            Blow blow,
            Strike strike,
            Optional<Sabotage> sabotage) {
        return new Crashed(changes, strike, scenario, blow, sabotage).run(strike);
    }

    private Result run(Strike strike) {
        world.run(end);
        if (world.findings().isEmpty()) {
            site.atRest(centre.row(name), wanted());
        }
        return new Result(rest(), world.findings(), strike.places());
    }

    private void release(int version, Changes.Kind kind, Scenario scenario) {
        if (!centre.isUp()) {
            world.after(Duration.ofSeconds(30), () -> release(version, kind, scenario));
            return;
        }
        SiteContent content = changes.content(name, version, kind, scenario::group);
        var part = changes.release("chg-" + version, Map.of(name, content), world.now()).get(name);
        centre.deliver(name, Objects.requireNonNull(part), List.of());
        content.devices()
                .forEach(d -> versions.put(d.slot() + "/" + version, Digests.of(d.config())));
    }

    /** A good change is kept everywhere; of a bad one nothing is left. */
    private SortedMap<String, String> wanted() {
        var all = new TreeMap<String, String>();
        for (var slot : changes.slots()) {
            var kept = site.state().slot(slot).map(s -> s.kept()).orElse("");
            all.put(slot.value(), kept);
        }
        return all;
    }

    private List<String> rest() {
        var all = new ArrayList<String>();
        site.devices.forEach((slot, device) -> {
            all.add(
                    slot
                            + " runs "
                            + version(slot.value(), device.running())
                            + ", saved "
                            + version(slot.value(), device.saved())
                            + (device.isOnTrial() ? ", on trial" : ""));
            all.add(
                    slot
                            + " at the site: "
                            + site.state()
                                    .slot(slot)
                                    .map(s -> standing(s.standing()))
                                    .orElse("unknown"));
            var report = centre.row(name).reports.get(slot);
            all.add(
                    slot
                            + " at the centre: "
                            + (report == null
                                    ? "unknown"
                                    : report.state() + " " + report.revision()));
        });
        var ended = new TreeMap<String, Integer>();
        for (var line : site.journal()) {
            var entry = Journal.read(line.bytes());
            switch (entry.type()) {
                case "INTENT" -> ended.merge("open", 1, Integer::sum);
                case "OUTCOME" -> ended.merge("open", -1, Integer::sum);
                default -> {}
            }
        }
        all.add("transactions without an end: " + ended.getOrDefault("open", 0));
        return all;
    }

    private String version(String slot, String digest) {
        for (var known : versions.entrySet()) {
            if (known.getKey().startsWith(slot + "/") && known.getValue().equals(digest)) {
                return known.getKey();
            }
        }
        return digest;
    }

    private static String standing(Standing standing) {
        return switch (standing) {
            case Standing.Waiting() -> "waiting";
            case Standing.Kept(var epoch, var revision) -> "kept " + epoch + "." + revision;
            case Standing.TakenBack(var epoch, var revision, _) ->
                    "taken back " + epoch + "." + revision;
            case Standing.Conflict(var epoch, var revision, _) ->
                    "conflict " + epoch + "." + revision;
        };
    }
}
