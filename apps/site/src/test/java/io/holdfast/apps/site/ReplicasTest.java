package io.holdfast.apps.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.CentreProcess;
import io.holdfast.plant.TestPlant;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Centres on one database behind a plain TCP proxy. People file changes at one that no site speaks
 * to; the sites are held by two others, each a process of its own.
 */
class ReplicasTest {

    private static final Pattern PORT = Pattern.compile("the link listens at \\S+ port ([0-9]+)");

    /** A poll that waits looks by its own clock after 5 s; a wake-up takes a fraction of one. */
    private static final Duration A_WAKE_UP = Duration.ofSeconds(2);

    @TempDir static Path folder;
    private static final List<Process> PROCESSES = new ArrayList<>();
    private static PlainProxy proxy;
    private static TestPlant plant;
    private static OrganizationId water;
    private static int one;
    private static int two;

    @BeforeAll
    static void start() throws Exception {
        proxy = new PlainProxy();
        plant = TestPlant.start(folder, "--holdfast.link.url=" + proxy.url());
        water = plant.organization("Waterworks");
        replica("one");
        replica("two");
        one = port("one");
        two = port("two");
    }

    @AfterAll
    static void stop() {
        PROCESSES.forEach(Process::destroyForcibly);
        proxy.close();
        plant.close();
    }

    private static void replica(String name) throws IOException {
        PROCESSES.add(
                NodeAndCentre.process(
                        folder.resolve(name + ".log"),
                        CentreProcess.class.getName(),
                        plant.replica()));
    }

    private static int port(String name) throws Exception {
        for (int i = 0; i < 1_800; i++) {
            var log = Files.readString(folder.resolve(name + ".log"));
            var matcher = PORT.matcher(log);
            if (matcher.find() && log.contains("Started CentreProcess")) {
                return Integer.parseInt(matcher.group(1));
            }
            Thread.sleep(100);
        }
        throw new AssertionError(Files.readString(folder.resolve(name + ".log")));
    }

    private static Caller centre() {
        return Caller.centre(water, "test");
    }

    private static SiteId site(String code) {
        var site = new SiteId(code);
        plant.as(
                centre(),
                () -> {
                    plant.bean(SiteLinks.class).open(site);
                    return true;
                });
        return site;
    }

    /** A person files the next state at the centre that no site speaks to. */
    private static long files(SiteId site, String content) {
        return plant.as(
                centre(),
                () -> {
                    var bytes = Bytes.utf8(content);
                    var release =
                            new Release(
                                    1,
                                    water.toString(),
                                    "change-1",
                                    Digests.of(bytes),
                                    1,
                                    RiskClass.R1,
                                    List.of(),
                                    Instant.parse("2026-11-23T09:00:00Z"));
                    var links = plant.bean(SiteLinks.class);
                    return links.offer(site, links.signRelease(release), 0, List.of(), bytes);
                });
    }

    @Test
    void sites_are_woken_whichever_centre_holds_them_and_outlive_the_kill_of_one()
            throws Exception {
        aChangeFiledAtOneCentreWakesTheSiteThatWaitsAtAnother();
        whenOneIsKilledTheSiteGoesOnWithTheOtherAndLosesNothing();
    }

    private static void aChangeFiledAtOneCentreWakesTheSiteThatWaitsAtAnother() throws Exception {
        var site = site("ww-01");
        proxy.to(List.of(one));
        var token = plant.as(centre(), () -> plant.bean(Onboarding.class).issueToken(site));
        var box = new TestSite(token.file(), plant.bean(LinkKeys.class).authority().certificate());
        assertThat(box.enrol().status()).isEqualTo(200);
        long revision = 0;
        for (int i = 0; i < 6; i++) {
            proxy.to(List.of(i % 2 == 0 ? one : two));
            long has = revision;
            var held = CompletableFuture.supplyAsync(() -> answered(box, has));
            // By now the site waits, and its centre looks by itself only in three seconds.
            Thread.sleep(1_500);
            assertThat(held).isNotDone();
            revision = files(site, "{\"" + i + "\":0}");
            var filed = Instant.now();
            var answer = held.get(20, TimeUnit.SECONDS);
            var woken = Duration.between(filed, answer.at());
            System.out.println("Woken after " + woken.toMillis() + " ms");
            assertThat(woken).isLessThan(A_WAKE_UP);
            assertThat(answer.answer().bundle()).isNotNull();
        }
    }

    private record Answered(Instant at, LinkAnswer answer) {}

    private static Answered answered(TestSite box, long revision) {
        var answer = box.answer(box.quiet(revision, 10));
        return new Answered(Instant.now(), answer);
    }

    private static void whenOneIsKilledTheSiteGoesOnWithTheOtherAndLosesNothing() throws Exception {
        var site = site("ww-02");
        proxy.to(List.of(one, two));
        try (var node = NodeAndCentre.start(plant, water, site, folder)) {
            node.until("\"CONNECTED\"");
            long before = files(site, "{\"before\":0}");
            node.until(Duration.ofSeconds(30), () -> refused(site) == before);

            PROCESSES.getFirst().destroyForcibly().waitFor();
            var killed = Instant.now();
            long after = files(site, "{\"after\":0}");
            node.until(Duration.ofSeconds(45), () -> refused(site) == after);
            System.out.println(
                    "Served by the other centre "
                            + Duration.between(killed, Instant.now()).toMillis()
                            + " ms after the kill");
            node.until("\"CONNECTED\"");
            node.until(Duration.ofSeconds(30), () -> same(node, site));
        }
    }

    /** The revision the site told that it refuses: none of these is a state. */
    private static long refused(SiteId site) {
        return plant
                .sql("select refused_revision from link_contact where site_code = '" + site + "'")
                .stream()
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** Row by row, by hash. */
    private static boolean same(NodeAndCentre node, SiteId site) {
        try {
            var own = node.prints("journal").lines().filter(l -> l.matches("[0-9]+ [0-9a-f]{64}"));
            var here =
                    plant.sql(
                            "select sequence || ' ' || hash from site_journal where site_code = '"
                                    + site
                                    + "' order by sequence");
            return own.toList().equals(here);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
