package io.holdfast.apps.lab;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was done and what was found. Told by several threads. */
final class KillTally {

    private final TreeMap<String, Integer> kills = new TreeMap<>();
    private final TreeMap<String, List<Long>> recoveries = new TreeMap<>();
    private final TreeMap<String, Integer> ends = new TreeMap<>();
    private final TreeSet<String> places = new TreeSet<>();
    private final List<String> missed = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private int rollouts;
    private int atLeastFive;

    /** A line for the person who watches, off the report. */
    void say(String line) {
        System.err.println(
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }

    synchronized void killed(KillPlace place) {
        say("killed " + place);
        kills.merge(place.process(), 1, Integer::sum);
        if (!place.at().isEmpty()) {
            places.add(place.toString());
        }
    }

    /** A named place that the rollout did not come by. */
    synchronized void missed(KillPlace place) {
        say("not reached: " + place);
        missed.add(place.toString());
    }

    synchronized void recovered(KillPlace place, Duration sinceStart) {
        say(place.process() + " in order after " + sinceStart.toMillis() + " ms");
        recoveries
                .computeIfAbsent(place.process(), _ -> new ArrayList<>())
                .add(sinceStart.toMillis());
    }

    synchronized void rollout(int devices, String end) {
        rollouts++;
        atLeastFive += devices >= 5 ? 1 : 0;
        ends.merge(end, 1, Integer::sum);
    }

    synchronized void found(String finding) {
        say("FOUND " + finding);
        findings.add(finding);
    }

    synchronized List<String> findings() {
        return List.copyOf(findings);
    }

    synchronized int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The report, as JSON writes it. */
    synchronized Map<String, Object> content() {
        var all = new LinkedHashMap<String, Object>();
        all.put("rollouts", rollouts);
        all.put("rolloutsOverFiveDevicesOrMore", atLeastFive);
        all.put("ends", new TreeMap<>(ends));
        all.put("kills", kills());
        all.put("killsOf", new TreeMap<>(kills));
        all.put("namedPlacesReached", List.copyOf(places));
        all.put("namedPlacesMissed", List.copyOf(missed));
        var figures = new TreeMap<String, Object>();
        var every = new ArrayList<Long>();
        recoveries.forEach((process, millis) -> {
            every.addAll(millis);
            figures.put(process, figures(millis));
        });
        all.put("recoveryMillisFromRestart", figures(every));
        all.put("recoveryMillisFromRestartOf", figures);
        all.put("broken", findings.size());
        all.put("findings", List.copyOf(findings));
        return all;
    }

    private static Map<String, Long> figures(List<Long> millis) {
        var sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        var figures = new LinkedHashMap<String, Long>();
        if (sorted.isEmpty()) {
            return figures;
        }
        figures.put("p50", at(sorted, 0.50));
        figures.put("p99", at(sorted, 0.99));
        figures.put("max", sorted.getLast());
        return figures;
    }

    private static long at(List<Long> sorted, double part) {
        return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(part * sorted.size()) - 1));
    }
}
