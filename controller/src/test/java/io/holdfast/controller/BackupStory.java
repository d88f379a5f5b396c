package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.controller.backups.BackupCommand;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.LostStateStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.WireJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * What a story of backups needs: the command, what a centre consists of, and a site that goes on.
 */
abstract class BackupStory extends CentreStory {

    /** What a command said. */
    record Said(int code, String out, String err) {}

    static Said backup(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = BackupCommand.run(List.of(words), new PrintWriter(out), new PrintWriter(err));
        return new Said(code, out.toString(), err.toString());
    }

    static Said create(Path to, Path passphrase, String settings) {
        return backup(
                "create",
                "--to",
                to.toString(),
                "--passphrase-file",
                passphrase.toString(),
                "--config",
                settings);
    }

    static Said restore(Path from, Path passphrase, String settings, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "restore",
                                from.toString(),
                                "--passphrase-file",
                                passphrase.toString(),
                                "--config",
                                settings));
        words.addAll(List.of(more));
        return backup(words.toArray(String[]::new));
    }

    static Path settings(String name, String url, Path directory) throws IOException {
        var file = folder.resolve(name + ".properties");
        Files.writeString(
                file, "holdfast.directory=" + directory + "\nholdfast.database.url=" + url + "\n");
        return file;
    }

    static Path passphrase(String name, String words) throws IOException {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, words + "\n");
        }
        return file;
    }

    static Path right() throws IOException {
        return passphrase("passphrase", "the words of the waterworks");
    }

    static Path file() {
        return folder.resolve("centre.backup");
    }

    static String url() {
        return String.valueOf(plant.bean(Environment.class).getProperty("holdfast.database.url"));
    }

    /** Number and digest of the rows of each table. */
    static Map<String, String> rows() {
        var digests = new TreeMap<String, String>();
        for (var table :
                plant.sql(
                        """
                        select relname from pg_class where relnamespace = 'holdfast'::regnamespace
                        and relkind in ('r', 'p') and not relispartition
                        and relname <> 'audit_checkpoint'\
                        """)) {
            digests.put(
                    table,
                    plant.sql(
                                    "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|'"
                                            + " order by t::text)), '') from "
                                            + table
                                            + " t")
                            .getFirst());
        }
        return digests;
    }

    /** The journal of ww-01 as the site has it. */
    static final List<JournalLine> lines = new ArrayList<>();

    /** A head of the audit log that somebody kept in the time that is lost. */
    static String witness = "";

    @SuppressWarnings("NullAway.Init")
    static Box enrolledInTheLostTime;

    static String lostChange = "";
    static Map<String, String> before = Map.of();
    static Map<String, Bytes> keys = Map.of();
    static String lostToken = "";

    /** What the centre answers to a site that has a state of some epoch. */
    static LinkAnswer contact(Box box, long epoch, long revision, List<JournalLine> entries) {
        return contact(box, epoch, revision, entries, List.of());
    }

    static LinkAnswer contact(
            Box box,
            long epoch,
            long revision,
            List<JournalLine> entries,
            List<SlotReport> reports) {
        return box.site.answer(
                new LinkRequest(
                        1,
                        "test 1",
                        box.site.token.identity(),
                        epoch,
                        revision,
                        null,
                        0,
                        lines.isEmpty() || box != boxes.get(1)
                                ? JournalHead.EMPTY
                                : lines.getLast().head(),
                        entries.stream().map(JournalLine::bytes).toList(),
                        reports,
                        0));
    }

    /** How far the centre has the journal once the site has told what came after the backup. */
    static JournalHead uploaded(Box box) {
        var durable = lines.get(1).head();
        for (int next = 2; next < lines.size(); next += 100) {
            var some = lines.subList(next, Math.min(next + 100, lines.size()));
            durable = contact(box, 1, 2, some).durable();
        }
        return durable;
    }

    /** That both devices keep a revision. */
    static List<SlotReport> kept(long revision) {
        return Stream.of("fw-1", "sw-1")
                .map(slot ->
                        new SlotReport(
                                new DeviceSlot(slot),
                                Instant.now(),
                                "KEPT",
                                revision,
                                "",
                                "",
                                null,
                                "",
                                MODULES,
                                null,
                                null))
                .toList();
    }

    static Delivery delivery(LinkAnswer answer) {
        return WireJson.read(
                Delivery.class, Objects.requireNonNull(answer.bundle()).delivery().payload());
    }

    /** The same site where the centre listens now. */
    static Box at(String linkUrl, Box box) {
        var token = box.site.token;
        var site =
                new TestSite(
                        new Enrolment.Token(
                                linkUrl,
                                token.linkCaDigest(),
                                token.trustRootDigest(),
                                token.identity(),
                                token.secret(),
                                token.validUntil()),
                        plant.bean(LinkKeys.class).authority().certificate(),
                        box.site.signing,
                        box.site.encryption,
                        "TLSv1.3");
        site.shows(box.site.chain());
        var moved = new Box(site);
        moved.revision = box.revision;
        return moved;
    }

    static Map<String, Bytes> files(Path directory) throws IOException {
        var all = new TreeMap<String, Bytes>();
        try (var files = Files.list(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.put(String.valueOf(file.getFileName()), Bytes.of(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    static JsonNode connection(String site) {
        return water.get("/sites/" + site + "/connection").body();
    }

    static Api.Answer overrule(long epoch, long revision, String reason) {
        return water.post(
                "/sites/ww-01/connection/overrule",
                Map.of("epoch", epoch, "revision", revision, "reason", reason));
    }

    static AuditVerdict verified(String export, List<SignedNote> kept) throws IOException {
        return AuditVerifier.verify(
                new ByteArrayInputStream(export.getBytes(StandardCharsets.US_ASCII)),
                new AuditVerifier.Known(Optional.empty(), List.of(), kept));
    }

    /** In a time that will be lost ww-01 is given another state, and tells of it. */
    static void aLostTime() {
        var powerCompany =
                OrganizationId.of(power.get("/me").body().path("organization").asString());
        var token =
                plant.as(
                        Caller.centre(powerCompany, "test"),
                        () -> plant.bean(Onboarding.class).issueToken(new SiteId("px-01")));
        var px = new TestSite(token.file(), plant.bean(LinkKeys.class).authority().certificate());
        assertThat(px.enrol().status()).isEqualTo(200);
        enrolledInTheLostTime = new Box(px);
        var change = water.post("/change-requests", draft("Lost", put(blueprint().get(1))));
        lostChange = path(change);
        var asked = water.post(lostChange + "/submit", Map.of(), change.etag());
        approver.post(lostChange + "/approve", Map.of(), asked.etag());
        var ww = boxes.get(1);
        await(
                "ww-01 has the lost state",
                () -> {
                    ww.tells("KEPT");
                    return ww.revision == 2;
                });
        var note =
                new JournalNote.BundleAccepted(
                        1, 2, lostChange.substring(17), "ab".repeat(32), RiskClass.R1);
        lines.add(
                Journal.append(
                        lines.getLast().head(),
                        ww.site.token.identity(),
                        new Journal.Moment(1, 7, Instant.now()),
                        "site-node",
                        "1.2",
                        note));
        lines.addAll(ww.site.entries(lines.getLast().head(), "site-node", 520));
        assertThat(uploaded(ww)).isEqualTo(lines.getLast().head());
        water.get("/audit-log/export");
        witness = water.get("/audit-log").body().path("note").asString();
    }

    /** After the return; ss-04 takes it, and ww-01 was not heard yet. */
    static void somethingNewIsReleased() {
        var change = water.post("/change-requests", draft("Anew", put(blueprint().get(2))));
        var asked = water.post(path(change) + "/submit", Map.of(), change.etag());
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        approver.post(path(change) + "/approve", Map.of(), asked.etag());
        await(
                "it is offered",
                () -> {
                    var ss = boxes.getFirst();
                    var offered = contact(ss, 2, ss.revision, List.of(), kept(ss.revision));
                    if (offered.bundle() != null) {
                        ss.revision = delivery(offered).revision();
                    }
                    return connection("ww-01").path("desired").asInt() > 1;
                });
    }

    /** Whether a site that says this list of devices has one that the centre gave it. */
    static boolean isKnownList(SiteId site, long version, long ours) {
        var told = new LostStateStore.Told(site, 1, 2, 0, version);
        var known = new SiteStore.Site(site, "", 1, 1, ours);
        return plant.as(
                Caller.centre(waterworks, "test"),
                () ->
                        plant.bean(TransactionTemplate.class)
                                .<Boolean>execute(_ ->
                                        plant.bean(LostStateStore.class).isKnown(told, 2, known)));
    }

    /** Starts the centre there; sites and programs find it where it listens now. */
    static void startOn(String database, Path directory) {
        plant.restartOn(database, directory);
        base = "http://127.0.0.1:" + plant.bean(Environment.class).getProperty("local.server.port");
        water = Api.program(base, "water", "water-secret-1234", EVERYTHING);
        approver = Api.program(base, "water-approver", "approver-secret-1", EVERYTHING);
        power = Api.program(base, "power", "power-secret-1234", EVERYTHING);
        var url =
                WireJson.read(
                                Enrolment.Token.class,
                                Bytes.utf8(
                                        plant.as(
                                                        Caller.centre(waterworks, "test"),
                                                        () ->
                                                                plant.bean(Onboarding.class)
                                                                        .issueToken(
                                                                                new SiteId(
                                                                                        "ss-04")))
                                                .file()))
                        .linkUrl();
        boxes = boxes.stream().map(b -> at(url, b)).toList();
    }
}
