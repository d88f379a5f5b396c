package io.holdfast.apps.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the simulated devices themselves remember, over every restart: the oracle of the kill check.
 * It knows nothing of Holdfast but that one transaction carries one token on every device of its
 * group.
 */
final class DeviceHistory {

    /** How one transaction ended on one device. */
    enum Fate {
        PENDING,
        KEPT,
        BACK
    }

    private static final String NONE = "-";

    private final TreeMap<String, TreeMap<String, Fate>> fates = new TreeMap<>();
    private final TreeMap<String, String> running = new TreeMap<>();
    private final TreeMap<String, String> kept = new TreeMap<>();
    private final List<String> twice = new ArrayList<>();

    /** Reads the history file of every device of the plant. */
    static DeviceHistory read(Path folder) throws IOException {
        var history = new DeviceHistory();
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".history")).sorted().toList()) {
                var name = file.getFileName().toString().replace(".history", "");
                history.device(name, Files.readAllLines(file));
            }
        }
        return history;
    }

    /** One device: a line for each change, as in TIME CAUSE DIGEST TOKEN. */
    void device(String name, List<String> lines) {
        var pending = NONE;
        var counted = new TreeSet<String>();
        var lost = new TreeSet<String>();
        for (var line : lines) {
            var words = line.split(" ", -1);
            if (words.length != 4) {
                continue; // the last line of a process that was killed while it wrote
            }
            var now = words[2];
            var token = words[3];
            switch (words[1]) {
                case "ON_TRIAL" -> {
                    if (now.equals(running.get(name))) {
                        twice.add(name + ": " + token + " put on trial what it ran already");
                    }
                    pending = token;
                    fate(token, name, Fate.PENDING);
                }
                case "KEPT" -> {
                    if (!counted.add(token) && !lost.remove(token)) {
                        twice.add(name + ": " + token + " was kept twice");
                    }
                    pending = NONE;
                    kept.put(name, now);
                    fate(token, name, Fate.KEPT);
                }
                case "TAKEN_BACK_BY_TIMER",
                        "TAKEN_BACK_BY_CANCEL",
                        "TAKEN_BACK_BY_LOST_SESSION" -> {
                    pending = NONE;
                    fate(token, name, Fate.BACK);
                }
                case "STARTED", "POWER_LOST", "TAKEN_BACK_BY_RESTART" -> {
                    if (!pending.equals(NONE)) {
                        fate(pending, name, Fate.BACK);
                        pending = NONE;
                    }
                    if (!now.equals(running.getOrDefault(name, now))) {
                        forget(name, now, lost);
                    }
                }
                default -> {}
            }
            running.put(name, now);
        }
    }

    /** It was kept and not yet saved when the current went. */
    private void forget(String name, String now, Set<String> lost) {
        if (now.equals(kept.get(name))) {
            return;
        }
        fates.forEach((token, devices) -> {
            if (devices.get(name) == Fate.KEPT && !lost.contains(token)) {
                lost.add(token);
            }
        });
    }

    private void fate(String token, String device, Fate fate) {
        fates.computeIfAbsent(token, _ -> new TreeMap<>()).put(device, fate);
    }

    /** Transactions that ended in two ways, or not at all. */
    List<String> halves() {
        var halves = new ArrayList<String>();
        fates.forEach((token, devices) -> {
            if (new TreeSet<>(devices.values()).size() > 1 || devices.containsValue(Fate.PENDING)) {
                halves.add(token + ": " + devices);
            }
        });
        return halves;
    }

    /** What was done more than once. */
    List<String> twice() {
        return List.copyOf(twice);
    }

    /** How many transactions were kept, and how many were not. */
    long count(Fate fate) {
        return fates.values().stream().filter(d -> d.containsValue(fate)).count();
    }

    /** Digest of what a device runs, as in ww-01-fw-1. */
    String running(String device) {
        return running.getOrDefault(device, "");
    }

    /** Digest of what a device was told to keep last; empty if nothing ever. */
    String kept(String device) {
        return kept.getOrDefault(device, "");
    }
}
