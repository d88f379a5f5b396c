package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One of everything at the first organisation: what an operation can be asked about. */
final class RunningHouse {

    private RunningHouse() {}

    /** The ids of one of everything. */
    static Map<String, String> of(Api theirs) {
        CentreStory.enrol();
        var change =
                CentreStory.water.post(
                        "/change-requests",
                        CentreStory.draft(
                                "First",
                                CentreStory.blueprint().stream().map(CentreStory::put).toArray()));
        var rollout = CentreStory.approvedAndKept(CentreStory.path(change), change.etag());
        assertThat(
                        CentreStory.water
                                .put(
                                        "/credential-groups/their-switches",
                                        SecretForms.group(),
                                        "\"0\"")
                                .status())
                .isEqualTo(200);
        JsonNode member = theirs.get("/members").body().path("items").path(0);
        var ids = new TreeMap<String, String>();
        ids.put("site", "ww-01");
        ids.put("slot", "fw-1");
        ids.put("change", change.body().path("id").asString());
        ids.put("rollout", rollout);
        ids.put("group", "their-switches");
        ids.put("member", member.path("id").asString());
        aSeenDevice(ids);
        ids.put("hold", aHold());
        var drifted = CentreStory.boxes.getLast();
        drifted.tellsRunning(
                DriftByHand.FIREWALL,
                "CONFLICT",
                DriftByHand.officeToDmz(Objects.requireNonNull(drifted.content)));
        var given =
                CentreStory.water.post(
                        "/sites/ww-01/decommissionings", DecommissionDeeds.question());
        assertThat(given.status()).as(given.body().toString()).isEqualTo(201);
        ids.put("decommissioning", given.body().path("id").asString());
        var freeze = theirs.post("/freezes", Contract.body("beginFreeze"));
        assertThat(freeze.status()).as(freeze.body().toString()).isEqualTo(201);
        ids.put("freeze", freeze.body().path("id").asString());
        var token = theirs.post("/tokens", Contract.body("makeToken"));
        assertThat(token.status()).as(token.body().toString()).isEqualTo(201);
        ids.put("token", token.body().path("token").path("id").asString());
        ids.put("login", somebodysLogin());
        return ids;
    }

    /** Of somebody whom no test needs any more. */
    private static String somebodysLogin() {
        return CentreStory.plant
                .sql(
                        """
                        insert into login (organization_id, login_id, issuer, subject, door, program, provider_session,
                            address, agent, began_at, shown_at, seen_at)
                        values ('%s', gen_random_uuid(), 'test', 'dora', 'DASHBOARD', '', '', '192.0.2.9', 'Firefox/147.0',
                            now(), now(), now())
                        returning login_id::text\
                        """
                                .formatted(CentreStory.waterworks))
                .getFirst();
    }

    /** Somebody at the waterworks used a break-glass code. */
    private static String aHold() {
        var site = CentreStory.boxes.getLast().site;
        var line =
                Journal.append(
                        JournalHead.EMPTY,
                        site.token.identity(),
                        new Journal.Moment(1, 0, Instant.now()),
                        "Bob",
                        "hold-1",
                        new JournalNote.BreakGlassUsed(
                                1, true, "1.2", "Bob", "the laptop is infected", 7_200, ""));
        site.answer(
                site.request(
                        CentreStory.boxes.getLast().revision,
                        0,
                        line.head(),
                        List.of(line),
                        List.of(),
                        0));
        assertThat(CentreStory.water.get("/sites/ww-01/holds").body().path("items")).hasSize(1);
        return site.token.identity().incarnation() + "-1";
    }

    /** A device with an access, a rotation, samples, a survey and two configurations; a search. */
    private static void aSeenDevice(Map<String, String> ids) {
        var device = "/sites/ww-01/devices/fw-1/access";
        assertThat(CentreStory.water.put(device, SecretForms.access(), "").status()).isEqualTo(200);
        assertThat(CentreStory.water.post(device + "/rotation", SecretForms.secret()).status())
                .isEqualTo(200);
        var search =
                CentreStory.water.post(
                        "/sites/ww-01/discoveries",
                        Map.of("within", List.of("192.0.2.0/28"), "credentialsOf", "fw-1"));
        assertThat(search.status()).as(search.body().toString()).isEqualTo(201);
        ids.put("discovery", search.body().path("id").asString());
        var site = CentreStory.boxes.getLast().site;
        var seen = Telling.of(site, new DeviceSlot("fw-1"));
        ids.put("older", seen.getFirst());
        ids.put("digest", seen.getLast());
        var pack = CentreStory.water.get("/blueprint/packs").body().path("items").path(0);
        ids.put("pack", pack.path("name").asString());
        var values = new ArrayList<String>();
        pack.path("parameters")
                .forEach(p ->
                        values.add(
                                "value="
                                        + p.path("name").asString()
                                        + "="
                                        + p.path("first").asInt()));
        ids.put("values", "?" + String.join("&", values));
    }
}
