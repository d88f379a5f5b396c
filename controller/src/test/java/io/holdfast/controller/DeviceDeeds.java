package io.holdfast.controller;

import io.holdfast.core.alarm.Phase;
import io.holdfast.core.alarm.Threshold.Severity;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The rows of {@link Deeds} about devices of a site, what was done there, and what they run. */
final class DeviceDeeds {

    private static final DeviceSlot SW = new DeviceSlot("sw-1");
    private static final String SITE = "/sites/ww-01";
    private static final String SWITCH = SITE + "/devices/sw-1/access";
    private static final String SHOWN = "SHA256:shown";

    private final Api ada;
    private final Map<String, String> ids;
    private final Map<String, Supplier<Deed>> all = new LinkedHashMap<>();
    private final List<JournalLine> journal = new ArrayList<>();

    private DeviceDeeds(Api ada, Map<String, String> ids) {
        this.ada = ada;
        this.ids = ids;
    }

    static DeviceDeeds of(Api ada, Map<String, String> ids) {
        return new DeviceDeeds(ada, ids);
    }

    private static Api water() {
        return CentreStory.water;
    }

    private static TestSite box() {
        return CentreStory.boxes.getLast().site;
    }

    /** Rows of it, in the order of the story. */
    void addTo(Map<String, Supplier<Deed>> rows) {
        devices();
        holds();
        drifts();
        rows.putAll(all);
    }

    private void devices() {
        all.put(
                "putAccess",
                () -> new Deed(water(), "PUT", SWITCH, SecretForms.access(), "", "k1", _ -> {}));
        all.put(
                "confirmHostKey",
                () -> {
                    box().answer(
                                    box().request(
                                                    CentreStory.boxes.getLast().revision,
                                                    0,
                                                    JournalHead.EMPTY,
                                                    List.of(),
                                                    List.of(
                                                            TestSite.report(
                                                                    "sw-1", "WAITING", SHOWN)),
                                                    0));
                    return Deed.post(
                            water(),
                            SWITCH + "/confirm-host-key",
                            Map.of("fingerprint", SHOWN),
                            _ -> CentreStory.boxes.getLast().tells("KEPT"));
                });
        all.put("tryAccess", () -> Deed.post(water(), SWITCH + "/trial", Map.of()));
        all.put(
                "orderSelfTest",
                () -> {
                    box().answer(box().able(LinkRequest.SELF_TESTS));
                    return Deed.post(
                            water(),
                            SITE + "/devices/sw-1/self-test",
                            Map.of("reason", "its software is new"));
                });
        all.put(
                "startRotation",
                () -> Deed.post(water(), SWITCH + "/rotation", SecretForms.secret()));
        all.put(
                "rotateAgain",
                () -> {
                    rotationTried(1);
                    return Deed.post(water(), SWITCH + "/rotation/again", Map.of());
                });
        all.put(
                "withdrawRotation",
                () -> {
                    rotationTried(2);
                    return Deed.post(water(), SWITCH + "/rotation/withdraw", Map.of());
                });
        all.put(
                "putCredentialGroup",
                () ->
                        new Deed(
                                water(),
                                "PUT",
                                "/credential-groups/new-group",
                                SecretForms.group(),
                                "\"0\"",
                                "k2",
                                _ -> {}));
        all.put(
                "stopDiscovery",
                () ->
                        Deed.post(
                                water(),
                                SITE + "/discoveries/" + ids.get("discovery") + "/stop",
                                Map.of()));
        all.put(
                "orderDiscovery",
                () ->
                        Deed.post(
                                water(),
                                SITE + "/discoveries",
                                Map.of(
                                        "within",
                                        List.of("192.0.2.0/28"),
                                        "credentialsOf",
                                        "fw-1")));
        all.put(
                "acknowledgeAlarm",
                () -> {
                    CentreStory.boxes
                            .getLast()
                            .tells(
                                    new SiteWord.AlarmTold(
                                            SW,
                                            "cpu-high",
                                            "",
                                            Severity.MINOR,
                                            new Phase.Raised(Instant.now(), 95),
                                            false));
                    return alarm("acknowledge");
                });
        all.put("shelveAlarm", () -> alarm("shelve"));
        all.put("unshelveAlarm", () -> alarm("unshelve"));
        all.put(
                "chargeNeighbour",
                () -> {
                    Telling.neighbour(box(), DriftByHand.FIREWALL, "00:00:5e:00:53:01");
                    return Deed.post(
                            water(), SITE + "/neighbours/charge", Contract.body("chargeNeighbour"));
                });
    }

    private static void rotationTried(int attempt) {
        CentreStory.boxes.getLast().tells(new SiteWord.RotationTried(SW, 1, attempt, "SILENT", ""));
    }

    private static Deed alarm(String verb) {
        var version =
                water().get("/alarms?site=ww-01").body().path("items").path(0).path("version");
        var body = new LinkedHashMap<String, Object>(Map.of("slot", "sw-1", "code", "cpu-high"));
        if (!verb.equals("unshelve")) {
            body.put("reason", "known");
        }
        if (verb.equals("shelve")) {
            body.put("until", Instant.now().plusSeconds(86_400).toString());
        }
        return new Deed(
                water(),
                "POST",
                SITE + "/alarms/" + verb,
                body,
                "\"" + version.asLong() + "\"",
                "k3" + verb,
                _ -> {});
    }

    private void says(String actor, JournalNote note) {
        var head =
                journal.isEmpty()
                        ? box().answer(box().quiet(0, 0)).durable()
                        : journal.getLast().head();
        var line =
                Journal.append(
                        head,
                        box().token.identity(),
                        new Journal.Moment(1, journal.size() + 1, Instant.now()),
                        actor,
                        "hold",
                        note);
        journal.add(line);
        box().answer(
                        box().request(
                                        CentreStory.boxes.getLast().revision,
                                        0,
                                        line.head(),
                                        List.of(line),
                                        List.of(),
                                        0));
    }

    private void holds() {
        all.put(
                "issueBreakGlassCodes",
                () -> {
                    box().answer(box().able(LinkRequest.BREAK_GLASS));
                    return Deed.post(ada, SITE + "/break-glass-codes", Map.of());
                });
        all.put(
                "adoptHold",
                () -> {
                    says(
                            "Bob",
                            new JournalNote.EmergencyClosed(
                                    1,
                                    "Bob",
                                    List.of(CentreStory.telemetry().path("id").asString()),
                                    List.of(
                                            new JournalNote.Effect(
                                                    DriftByHand.FIREWALL,
                                                    "ab".repeat(32),
                                                    "cd".repeat(32)))));
                    says("Bob", new JournalNote.HoldEnded(1, "Bob", "ended by Bob"));
                    return Deed.post(
                            water(),
                            SITE + "/holds/1-1/adopt",
                            Map.of("title", "Stays closed", "reason", "for good"));
                });
        all.put(
                "revertHold",
                () ->
                        Deed.post(
                                water(),
                                SITE + "/holds/1-1/revert",
                                Map.of("reason", "it is clean")));
        all.put(
                "reviewHold",
                () -> {
                    says(
                            "Bob",
                            new JournalNote.BreakGlassUsed(
                                    2, true, "1.3", "Bob", "once more", 7_200, ""));
                    says("Bob", new JournalNote.HoldEnded(2, "Bob", "ended by Bob"));
                    return Deed.post(
                            CentreStory.approver,
                            SITE + "/holds/1-2/review",
                            Contract.body("reviewHold"));
                });
    }

    private static String running() {
        return water().get("/drifts?site=ww-01")
                .body()
                .path("items")
                .path(0)
                .path("running")
                .asString();
    }

    private void drifts() {
        var drift = SITE + "/devices/fw-1/drift";
        all.put(
                "adoptDrift",
                () -> {
                    var box = CentreStory.boxes.getLast();
                    box.tellsRunning(
                            DriftByHand.FIREWALL,
                            "CONFLICT",
                            DriftByHand.officeToDmz(Objects.requireNonNull(box.content)));
                    return Deed.post(
                            water(),
                            drift + "/adopt",
                            Map.of(
                                    "running", running(),
                                    "title", "By hand",
                                    "reason", "known",
                                    "ownerRole", "it-operations",
                                    "reviewBy", "2027-06-01"));
                });
        all.put(
                "acceptDrift",
                () ->
                        Deed.post(
                                CentreStory.approver,
                                drift + "/accept",
                                Map.of(
                                        "running",
                                        running(),
                                        "until",
                                        Instant.now().plusSeconds(86_400).toString(),
                                        "reason",
                                        "the vendor is on site")));
        all.put(
                "reAssertDevice",
                () ->
                        Deed.post(
                                water(),
                                drift + "/re-assert",
                                Map.of("running", running(), "reason", "known")));
    }
}
