package io.holdfast.apps.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * {@code ./holdfast check kill --n N --seed S --json --break NAME} (G-01): real processes, killed
 * with kill -9 by pid during N rollouts over the whole demo plant, at named places and at random.
 */
final class KillCheck {

    private static final int PORT_BASE = 19_600;
    private static final int USUAL = 20;
    private static final int MOST = 100_000;

    private KillCheck() {}

    private record Asked(
            Path home,
            Path state,
            int rollouts,
            long seed,
            int ports,
            boolean json,
            Optional<KillSabotage> sabotage) {}

    static int run(List<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            System.out.println(usage());
            return 0;
        }
        var asked = read(words);
        var state = asked.state().resolve("check-kill");
        var tally = new KillTally();
        var begun = System.nanoTime();
        Leftovers.delete(state);
        try (var plant = RunningPlant.start(asked.home(), state, asked.ports())) {
            say(asked, "the plant was ready after " + plant.startTime().toSeconds() + " s");
            rounds(asked, new KillRig(plant), tally);
        } catch (IOException e) {
            throw new Refusal(1, "the plant cannot be used: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(1, "interrupted", e);
        }
        report(asked, tally, (System.nanoTime() - begun) / 1_000_000_000);
        return tally.findings().isEmpty() ? 0 : 1;
    }

    private static void rounds(Asked asked, KillRig rig, KillTally tally) {
        var random = new SplittableRandom(asked.seed());
        var named = new ArrayDeque<KillPlace>();
        var round = new KillRound(rig, tally, random, asked.sabotage());
        for (int number = 1; number <= asked.rollouts(); number++) {
            if (named.isEmpty()) {
                named.addAll(KillPlace.named(random));
            }
            var place = named.remove();
            one(round, tally, "kill-" + number, Optional.of(place), 1);
            say(asked, number + " " + place + ": " + tally.kills() + " kills, " + tally.findings());
            if (!tally.findings().isEmpty()) {
                return;
            }
        }
        // Nothing is killed any more: now it has to go through.
        one(round, tally, "kill-last", Optional.empty(), 0);
    }

    private static void one(
            KillRound round, KillTally tally, String title, Optional<KillPlace> place, int lots) {
        try {
            round.run(title, place, lots);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(1, "interrupted", e);
        } catch (Exception | AssertionError e) {
            tally.found(title + ": the check itself broke off: " + e);
        }
    }

    private static void say(Asked asked, String line) {
        if (!asked.json()) {
            System.out.println(line);
        }
    }

    private static void report(Asked asked, KillTally tally, long seconds) {
        var content = new LinkedHashMap<String, Object>();
        content.put("check", "kill");
        content.put("n", asked.rollouts());
        content.put("seed", asked.seed());
        content.put("break", asked.sabotage().map(KillSabotage::word).orElse(""));
        content.putAll(tally.content());
        content.put("seconds", seconds);
        System.out.println(asked.json() ? Json.line(content) : Json.text(content));
    }

    private static Asked read(List<String> words) {
        var given = new TreeMap<String, String>();
        var left = new ArrayDeque<>(words);
        boolean json = left.remove("--json");
        while (!left.isEmpty()) {
            var word = left.remove();
            if (!List.of("--n", "--seed", "--break", "--home", "--state", "--port-base")
                            .contains(word)
                    || left.isEmpty()) {
                throw new Refusal(2, usage());
            }
            given.put(word, left.remove());
        }
        var sabotage = Optional.ofNullable(given.get("--break")).map(KillCheck::sabotage);
        return new Asked(
                Path.of(given.getOrDefault("--home", ".")).toAbsolutePath().normalize(),
                Path.of(given.getOrDefault("--state", ".holdfast")).toAbsolutePath().normalize(),
                Math.toIntExact(number("--n", given.getOrDefault("--n", "" + USUAL), 1, MOST)),
                number("--seed", given.getOrDefault("--seed", "1"), Long.MIN_VALUE, Long.MAX_VALUE),
                Math.toIntExact(
                        number(
                                "--port-base",
                                given.getOrDefault("--port-base", "" + PORT_BASE),
                                1024,
                                65_435)),
                json,
                sabotage);
    }

    private static String usage() {
        return "check kill takes [--n ROLLOUTS] [--seed S] [--json] [--port-base N]"
                + " [--break NAME]; NAME is one of "
                + names();
    }

    private static KillSabotage sabotage(String word) {
        return KillSabotage.of(word).orElseThrow(() -> new Refusal(2, "--break knows " + names()));
    }

    private static String names() {
        var names = new ArrayList<String>();
        for (var sabotage : KillSabotage.values()) {
            names.add(sabotage.word());
        }
        return String.join(", ", names);
    }

    private static long number(String word, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new Refusal(2, word + " is a whole number from " + least + " to " + most);
    }
}
