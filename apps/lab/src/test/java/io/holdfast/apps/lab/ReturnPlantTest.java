package io.holdfast.apps.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The centre is lost with its database and its keys, and comes back from an older copy while the
 * sites went on (G-09).
 */
class ReturnPlantTest extends PlantStory {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static boolean passes(String site, int port) throws Exception {
        return plant.probe(site, "fw-1", "remote-access", vendorAddress(site), jumpHost(site), port)
                .equals("pass");
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor()).isZero();
    }

    private static Path passphrase() throws IOException {
        var file = Files.createTempFile(plant.state(), "backup", ".passphrase");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "words of nobody but the operator\n");
        return file;
    }

    /** What only a lost machine does: no database, no keys. */
    private static void destroy() throws Exception {
        var folder = plant.state().resolve("plant");
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:"
                                        + plant.ports().database()
                                        + "/postgres",
                                Database.SUPERUSER,
                                Files.readString(folder.resolve("database-password.txt")).strip());
                var statement = connection.createStatement()) {
            statement.execute("drop database holdfast with (force)");
            statement.execute("create database holdfast");
        }
        Leftovers.delete(folder.resolve("centre"));
    }

    private static String approved(String title, int port) {
        return approvedChange(
                title,
                conduit(title, "remote-access/vendor-gateway", "ot-dmz/jump-host", "tcp/" + port));
    }

    private static void keeps(String change, String site) throws InterruptedException {
        RunningPlant.until(
                site + " keeps " + change,
                ROLLOUT,
                () -> expect("KEPT", site(change, site).path("state").asString()));
    }

    private static String consoleOf(String site) {
        try {
            return plant.get(
                    URI.create(plant.site(site).path("console").asString())
                            .resolve("/health")
                            .toString());
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void overrule(String site) {
        var lost = connection(site).path("lost");
        var decided =
                author.post(
                        "/sites/" + site + "/connection/overrule",
                        "{\"epoch\":%d,\"revision\":%d,\"reason\":\"approved anew\"}"
                                .formatted(
                                        lost.path("epoch").asLong(),
                                        lost.path("revision").asLong()));
        assertThat(decided.status()).as(decided.body().toString()).isEqualTo(200);
    }

    /** B-04: what the centre lost comes again from the sites. */
    @Test
    void a_lost_centre_comes_back_from_an_older_copy_and_nothing_the_sites_did_is_lost()
            throws Exception {
        var words = passphrase().toString();
        var file = plant.state().resolve("centre.backup").toString();
        var made = plant.command("backup", "create", "--to", file, "--passphrase-file", words);
        assertThat(made).contains("Written: ");
        long epoch = connection("ww-01").path("epoch").asLong();

        // The time that will be lost: a change comes to two sites, the third is cut off.
        plant.command("cut", "ss-04");
        var lost = approved("lost-door", 8022);
        keeps(lost, "ww-01");
        keeps(lost, "cl-03");
        assertThat(passes("ww-01", 8022)).isTrue();
        int entries = plant.journalOf("ww-01").size();
        journalsAreEqual("ww-01");

        // Nobody starts anything again while the plant's own process is held.
        long keeper = plant.processId();
        long centre = plant.pid(KillPlace.CENTRE);
        signal("STOP", keeper);
        signal("KILL", centre);
        destroy();
        var begun = Instant.now();
        var back = plant.command("backup", "restore", file, "--passphrase-file", words);
        assertThat(back).contains("in epoch " + (epoch + 1) + " now");
        signal("CONT", keeper);
        RunningPlant.until(
                "the centre answers",
                SOON,
                () -> author.get("/me").status() == 200 ? "" : "nobody answers");
        System.out.println(
                "Back after "
                        + Duration.between(begun, Instant.now()).toMillis()
                        + " ms; "
                        + made.lines().filter(l -> l.contains("Written")).findFirst().orElse(""));
        plant.command("restore", "ss-04");

        // A site that was cut off meanwhile goes on by itself, in the next epoch.
        RunningPlant.until(
                "ss-04 is in the next epoch",
                SOON,
                () ->
                        consoleOf("ss-04").contains("\"epoch\":" + (epoch + 1))
                                ? ""
                                : consoleOf("ss-04"));
        assertThat(author.get(lost).status()).isEqualTo(404);
        assertThat(author.get("/events?kind=CENTRE_RESTORED").body().path("items").size()).isOne();

        // What the others run is shown, told of, and not taken back.
        for (var site : List.of("ww-01", "cl-03")) {
            RunningPlant.until(
                    site + " is said to have a state that the centre does not know",
                    SOON,
                    () ->
                            connection(site)
                                            .path("lost")
                                            .path("changes")
                                            .toString()
                                            .contains(lost.substring(17))
                                    ? ""
                                    : connection(site).toString());
            assertThat(connection(site).path("epoch").asLong()).isEqualTo(epoch + 1);
            assertThat(passes(site, 8022)).isTrue();
        }
        for (var site : List.of("ww-01", "cl-03", "ss-04")) {
            journalsAreEqual(site);
        }
        assertThat(plant.journalOf("ww-01").size()).isGreaterThanOrEqualTo(entries);

        // A new change works: at once where nothing is to be decided, then everywhere.
        var anew = approved("new-door", 8023);
        keeps(anew, "ss-04");
        assertThat(passes("ss-04", 8023)).isTrue();
        assertThat(passes("ww-01", 8022)).isTrue();
        assertThat(passes("ww-01", 8023)).isFalse();
        overrule("ww-01");
        overrule("cl-03");
        // The rollout waits for nobody who waits for a person: it may be done already.
        keeps(anew, "ww-01");
        keeps(anew, "cl-03");
        assertThat(passes("ww-01", 8023)).isTrue();
        assertThat(passes("ww-01", 8022)).isFalse();
        for (var site : List.of("ww-01", "cl-03", "ss-04")) {
            journalsAreEqual(site);
        }
        // The other stories begin where nothing is open.
        awaitRollout(
                approvedChange("shut", "{\"type\":\"REMOVE_CONDUIT\",\"conduitId\":\"new-door\"}"),
                "DONE");
    }
}
