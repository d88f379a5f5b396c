package io.holdfast.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten years of windows in ten zones, judged beside a walk through every minute of them (B-52, R17):
 * both daylight-saving changes of each year, on both hemispheres and by half an hour; zones whose
 * rules changed meanwhile (Turkey, Brazil, Morocco, Volgograd, North Korea, Jordan), and one that
 * left out a whole day (Samoa).
 */
class TenYearsTest {

    /** Rule sets per zone. */
    private static final int SETS = 2;

    private static final int QUESTIONS = 300;

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,2020",
        "America/New_York,2020",
        "Australia/Lord_Howe,2020",
        "Europe/Istanbul,2010",
        "America/Sao_Paulo,2012",
        "Africa/Casablanca,2012",
        "Europe/Volgograd,2012",
        "Asia/Pyongyang,2012",
        "Asia/Amman,2015",
        "Pacific/Apia,2008",
    })
    void nothing_starts_outside_in_ten_years(String zone, int year) {
        var from = LocalDate.of(year, 1, 1);
        var walk = new MinuteWalk(ZoneId.of(zone), from, 10);
        var jumps = walk.jumps();
        assertThat(jumps).as("the clock of " + zone + " is set").isNotEmpty();
        long seed = Long.getLong("holdfast.seed", 20_261_126L);
        int yes = 0;
        int no = 0;
        for (int set = 0; set < SETS; set++) {
            var random = new Random(seed + set);
            var windows = windows(random, from);
            var freezes = freezes(random, walk);
            var what = "seed " + (seed + set) + " " + zone + " " + windows + " " + freezes;
            var site = new SiteWindows(ZoneId.of(zone), windows);
            var openings = windows.stream().map(walk::openings).toList();
            for (int w = 0; w < windows.size(); w++) {
                assertOpenings(site.zone(), windows.get(w), openings.get(w), walk, what);
            }
            int[] run = walk.allowed(windows, openings, freezes);
            for (int i = 0; i < QUESTIONS; i++) {
                int at = minute(random, walk, jumps, run);
                int doubt = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
                int needs = 1 + random.nextInt(random.nextInt(4) == 0 ? 600 : 60);
                if (ask(site, walk, run, freezes, at, doubt, needs, what)) {
                    yes++;
                } else {
                    no++;
                }
            }
        }
        System.out.println(
                zone
                        + " from "
                        + year
                        + ", seed "
                        + seed
                        + ", clock set "
                        + jumps.size()
                        + " times, rules "
                        + new SiteWindows(ZoneId.of(zone), List.of()).zoneRules()
                        + ": "
                        + yes
                        + " may start, "
                        + no
                        + " may not");
        assertThat(Math.min(yes, no)).isGreaterThan(QUESTIONS / 10);
    }

    private static void assertOpenings(
            ZoneId zone, Window window, List<Integer> expected, MinuteWalk walk, String what) {
        var ours =
                new SiteWindows(zone, List.of(window))
                        .between(walk.at(0), walk.at(walk.minutes())).stream()
                                .map(Occurrence::from)
                                .filter(at -> !at.isBefore(walk.at(0)))
                                .toList();
        assertThat(ours).as(what).isEqualTo(expected.stream().map(walk::at).toList());
    }

    private static boolean ask(
            SiteWindows site,
            MinuteWalk walk,
            int[] run,
            List<Freeze> freezes,
            int at,
            int doubt,
            int needs,
            String what) {
        var earliest = walk.at(at);
        var asked = what + " at " + earliest + " doubt " + doubt + " needs " + needs;
        var answer =
                site.mayStart(earliest, walk.at(at + doubt), Duration.ofMinutes(needs), freezes);
        return switch (answer) {
            case MayStart.Yes(var since, var until, _) -> {
                assertThat(run[at]).as(asked).isGreaterThanOrEqualTo(doubt + needs);
                assertThat(since).as(asked).isBeforeOrEqualTo(earliest);
                assertThat(until).as(asked).isAfterOrEqualTo(walk.at(at + doubt + needs));
                yield true;
            }
            case MayStart.No(_, var next, _) -> {
                assertThat(run[at]).as(asked).isLessThan(doubt + needs);
                int expected = at;
                while (expected < walk.minutes() && run[expected] < doubt + needs) {
                    expected++;
                }
                if (expected < walk.minutes() - doubt - needs) {
                    assertThat(next).as(asked).contains(walk.at(expected));
                }
                yield false;
            }
        };
    }

    /** Anywhere, around where the clock is set, or around where it begins or ceases to be time. */
    private static int minute(Random random, MinuteWalk walk, List<Integer> jumps, int[] run) {
        int last = walk.minutes() - 60 * 24 * 40;
        int first = 60 * 24 * 100;
        int at = first + random.nextInt(last - first);
        switch (random.nextInt(3)) {
            case 0 -> at = jumps.get(random.nextInt(jumps.size())) + random.nextInt(-300, 300);
            case 1 -> {
                int steps = 0;
                while (steps++ < 60 * 24 * 30
                        && at < last
                        && (run[at] == 0) == (run[at + 1] == 0)) {
                    at++;
                }
                at += random.nextInt(-3, 4);
            }
            default -> {}
        }
        return Math.clamp(at, first, last);
    }

    private static List<Window> windows(Random random, LocalDate from) {
        var windows = new ArrayList<Window>();
        int many = 1 + random.nextInt(3);
        for (int i = 0; i < many; i++) {
            windows.add(window(random, from, "open-" + i, WindowKind.MAINTENANCE));
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            windows.add(window(random, from, "deny-" + i, WindowKind.DENY));
        }
        return windows;
    }

    private static Window window(Random random, LocalDate from, String name, WindowKind kind) {
        var rules =
                List.of(
                        "FREQ=DAILY",
                        "FREQ=DAILY;INTERVAL=3",
                        "FREQ=WEEKLY;BYDAY=SU",
                        "FREQ=WEEKLY;BYDAY=SA,SU",
                        "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SA,SU;WKST=SU",
                        "FREQ=MONTHLY;BYDAY=-1SU",
                        "FREQ=MONTHLY;BYDAY=2SU,1SU",
                        "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
                        "FREQ=YEARLY;BYMONTH=3,10,11;BYDAY=SU",
                        "FREQ=WEEKLY;COUNT=200",
                        "FREQ=DAILY;UNTIL=" + (from.getYear() + 6) + "0630");
        // Most begin where clocks are set: between 23:30 and 03:30.
        var time =
                random.nextInt(4) == 0
                        ? LocalTime.of(random.nextInt(24), random.nextInt(60))
                        : LocalTime.of(23, 30).plusMinutes(random.nextInt(9) * 30L);
        int minutes =
                kind == WindowKind.DENY
                        ? 1 + random.nextInt(180)
                        : random.nextInt(5) == 0 ? 1_440 : 15 + random.nextInt(360);
        return new Window(
                name,
                kind,
                Recurrence.of(rules.get(random.nextInt(rules.size()))),
                from.plusDays(random.nextInt(90)).atTime(time),
                Duration.ofMinutes(minutes));
    }

    private static List<Freeze> freezes(Random random, MinuteWalk walk) {
        var freezes = new ArrayList<Freeze>();
        for (int i = 0; i < random.nextInt(3); i++) {
            int at = random.nextInt(walk.minutes() - 200_000);
            Instant from = walk.at(at);
            freezes.add(new Freeze(from, walk.at(at + 1 + random.nextInt(100_000)), "harvest"));
        }
        return freezes;
    }
}
