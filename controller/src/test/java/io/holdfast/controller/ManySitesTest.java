package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestPlant;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/**
 * Many sites with three devices each at one real centre and its database: rollouts in waves come to
 * an end, and no device takes itself back because the machine was late. {@code -Dholdfast.sites=N}
 * for any size.
 */
class ManySitesTest {

    private static final int SITES = Integer.getInteger("holdfast.sites", 12);

    /** One organisation has no more. */
    private static final int MOST = 150;

    private static final Duration TRIAL = Duration.ofSeconds(60);
    private static final List<String> DEVICES = List.of("fw-1", "sw-1", "ap-1");

    @TempDir static Path folder;

    private final Queue<Duration> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> trials = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /** A site node that applies whatever it is given within a second or two. */
    private final class Light implements Runnable {

        private final TestSite site;
        private final int number;
        private long revision;

        Light(TestSite site, int number) {
            this.site = site;
            this.number = number;
        }

        @Override
        public void run() {
            try (var http = site.client()) {
                tells(http, "WAITING", 0);
                while (!over) {
                    if (tells(http, "", 20)) {
                        applies(http);
                    }
                }
            } catch (RuntimeException | InterruptedException e) {
                if (!over) {
                    failures.add(e);
                }
            }
        }

        private void applies(HttpClient http) throws InterruptedException {
            var begun = Instant.now();
            boolean newer = tells(http, "ON_TRIAL", 0);
            Thread.sleep(500 + number * 37 % 1500);
            newer |= tells(http, "KEPT", 0);
            trials.add(Duration.between(begun, Instant.now()));
            if (newer) {
                applies(http);
            }
        }

        /** Whether there was a newer state in the answer. */
        private boolean tells(HttpClient http, String state, int wait) {
            var begun = System.nanoTime();
            var reports =
                    state.isEmpty()
                            ? List.<SlotReport>of()
                            : DEVICES.stream().map(d -> report(d, state)).toList();
            var answer = site.answer(http, request(reports, wait));
            if (wait == 0) {
                answers.add(Duration.ofNanos(System.nanoTime() - begun));
            }
            if (answer.bundle() == null) {
                return false;
            }
            revision =
                    WireJson.read(Delivery.class, answer.bundle().delivery().payload()).revision();
            return true;
        }

        private LinkRequest request(List<SlotReport> reports, int wait) {
            return site.request(revision, 0, JournalHead.EMPTY, List.of(), reports, wait);
        }

        private SlotReport report(String slot, String state) {
            var now = Instant.now();
            return new SlotReport(
                    new DeviceSlot(slot),
                    now,
                    state,
                    revision,
                    "",
                    "",
                    state.equals("ON_TRIAL") ? now.plus(TRIAL) : null,
                    "",
                    CentreStory.MODULES,
                    null,
                    null);
        }
    }

    /** One organisation with its programs and sites. */
    private record Company(int number, String base, int sites) {

        /** Logged in anew: a token does not last as long as a rollout may. */
        Api author() {
            return program(base, "author-" + number);
        }

        Api approver() {
            return program(base, "approver-" + number);
        }

        private static Api program(String base, String id) {
            return Api.program(base, id, id + "-secret-1234", CentreStory.EVERYTHING);
        }
    }

    @Test
    void rollouts_in_waves_over_all_of_them_end_and_no_device_takes_itself_back() throws Exception {
        int companies = (SITES + MOST - 1) / MOST;
        var sizes =
                IntStream.range(0, companies)
                        .mapToObj(i -> Math.min(MOST, SITES - i * MOST))
                        .toList();
        var file = folder.resolve("start.json");
        Files.writeString(file, start(sizes));
        try (var plant =
                        TestPlant.start(
                                folder,
                                "--holdfast.bootstrap=" + file,
                                "--holdfast.reminders.every=PT24H",
                                "--holdfast.url=http://127.0.0.1:18098");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Company>();
            for (int i = 0; i < companies; i++) {
                all.add(company(plant, i, sizes.get(i)));
                enrolled(plant, all.getLast(), threads);
            }
            for (var company : all) {
                var baseline = edits(company, "/blueprint/conduits");
                says(company, "first state", () -> rolledOut(company, "First", baseline, false));
            }
            for (var company : all) {
                var gone =
                        Map.of(
                                "type",
                                "REMOVE_CONDUIT",
                                "conduitId",
                                company.author()
                                        .get("/blueprint/conduits")
                                        .body()
                                        .path("items")
                                        .path(0)
                                        .path("id")
                                        .asString());
                says(
                        company,
                        "one conduit less, in waves",
                        () -> rolledOut(company, "Less", List.of(gone), true));
            }
            over = true;
            threads.shutdownNow();
        }
        System.out.println(
                SITES
                        + " sites: answers "
                        + figures(answers)
                        + "; from a state to its end told "
                        + figures(trials));
        assertThat(failures).isEmpty();
        assertThat(trials)
                .hasSizeGreaterThanOrEqualTo(2 * SITES)
                .allMatch(t -> t.compareTo(TRIAL) < 0);
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static void says(Company company, String what, Step step) throws InterruptedException {
        var begun = Instant.now();
        step.run();
        System.out.println(
                "company "
                        + company.number()
                        + ", "
                        + company.sites()
                        + " sites, "
                        + what
                        + ": "
                        + Duration.between(begun, Instant.now()).toMillis()
                        + " ms");
    }

    private static String figures(Queue<Duration> all) {
        var sorted = all.stream().sorted().toList();
        return "median "
                + sorted.get(sorted.size() / 2).toMillis()
                + " ms, p95 "
                + sorted.get(sorted.size() * 95 / 100).toMillis()
                + " ms, longest "
                + sorted.getLast().toMillis()
                + " ms";
    }

    private void rolledOut(Company company, String title, List<?> edits, boolean waves)
            throws InterruptedException {
        var author = company.author();
        var change = author.post("/change-requests", CentreStory.draft(title, edits.toArray()));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        var path = CentreStory.path(change);
        var etag = change.etag();
        if (waves) {
            var planned =
                    author.put(
                            path + "/rollout-plan",
                            Map.of(
                                    "waves",
                                    List.of(
                                            Map.of("kind", "FIRST", "count", 1),
                                            Map.of("kind", "SHARE", "percent", 10),
                                            Map.of("kind", "SHARE", "percent", 50),
                                            Map.of("kind", "SHARE", "percent", 100))),
                            etag);
            assertThat(planned.status()).as(planned.body().toString()).isEqualTo(200);
            etag = planned.etag();
        }
        var asked = author.post(path + "/submit", Map.of(), etag);
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        var approved = company.approver().post(path + "/approve", Map.of(), asked.etag());
        assertThat(approved.status()).as(approved.body().toString()).isEqualTo(200);
        var rollout = "/rollouts/" + approved.body().path("rolloutId").asString();
        var end = Instant.now().plus(Duration.ofMinutes(10));
        var state = "";
        while (!state.equals("DONE")) {
            assertThat(failures).isEmpty();
            assertThat(state).isIn("", "PLANNED", "RUNNING");
            assertThat(Instant.now()).as("the rollout").isBefore(end);
            Thread.sleep(1_000);
            var told = company.author().get(rollout);
            assertThat(told.status()).as(told.body().toString()).isEqualTo(200);
            state = told.body().path("state").asString();
        }
        var left =
                company
                        .author()
                        .get(rollout)
                        .body()
                        .path("sites")
                        .findValuesAsString("state")
                        .stream()
                        .filter(s -> !s.equals("KEPT"))
                        .toList();
        assertThat(left).isEmpty();
    }

    private static List<?> edits(Company company, String path) {
        var edits = new ArrayList<Object>();
        company.author().get(path).body().path("items").forEach(c -> edits.add(CentreStory.put(c)));
        return edits;
    }

    private static Company company(TestPlant plant, int number, int sites) {
        var base =
                "http://127.0.0.1:"
                        + plant.bean(Environment.class).getProperty("local.server.port");
        return new Company(number, base, sites);
    }

    private void enrolled(TestPlant plant, Company company, ExecutorService threads) {
        var organization =
                OrganizationId.of(
                        company.author().get("/me").body().path("organization").asString());
        for (int i = 1; i <= company.sites(); i++) {
            var code = new SiteId(code(i));
            var token =
                    plant.as(
                            Caller.centre(organization, "test"),
                            () -> plant.bean(Onboarding.class).issueToken(code));
            var site =
                    new TestSite(
                            token.file(), plant.bean(LinkKeys.class).authority().certificate());
            assertThat(site.enrol().status()).isEqualTo(200);
            threads.execute(new Light(site, i));
        }
    }

    private static String code(int number) {
        return String.format(Locale.ROOT, "s-%03d", number);
    }

    private static String start(List<Integer> sizes) throws IOException {
        var scopes =
                Stream.of(CentreStory.EVERYTHING.split(" ", -1))
                        .map(s -> '"' + s + '"')
                        .collect(Collectors.joining(","));
        return IntStream.range(0, sizes.size())
                .mapToObj(i ->
                        "{\"name\":\"Company %d\",\"people\":[],\"clients\":[%s,%s],\"sites\":[%s]}"
                                .formatted(
                                        i,
                                        client("author-" + i, "automation", scopes),
                                        client("approver-" + i, "approver\",\"automation", scopes),
                                        IntStream.rangeClosed(1, sizes.get(i))
                                                .mapToObj(ManySitesTest::site)
                                                .collect(Collectors.joining(","))))
                .collect(Collectors.joining(",", "{\"organizations\":[", "]}"));
    }

    private static String client(String id, String roles, String scopes) {
        return "{\"id\":\"%s\",\"secret\":\"%s-secret-1234\",\"scopes\":[%s],\"roles\":[\"%s\"]}"
                .formatted(id, id, scopes, roles);
    }

    private static String site(int number) {
        return "{\"code\":\"%s\",\"name\":\"Site %d\",\"timeZone\":\"UTC\",\"number\":%d}"
                .formatted(code(number), number, number);
    }
}
