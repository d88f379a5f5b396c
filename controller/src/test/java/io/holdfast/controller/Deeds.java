package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.JournalHead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * For each operation of the contract that changes something: how to ask so that it does. In the
 * order of a story, as many need what another one made.
 */
final class Deeds {

    private static final String SITE = "/sites/ww-01";

    private final Api ada;
    private final Map<String, String> ids;
    private final Map<String, Supplier<Deed>> all = new LinkedHashMap<>();
    private String member = "";
    private String change = "";
    private String rollout = "";
    private String device = "";
    private int drafts;

    Deeds(Api ada, Map<String, String> ids) {
        this.ada = ada;
        this.ids = ids;
        CentreStory.boxes.getLast().told = 2;
        people();
        sites();
        DeviceDeeds.of(ada, ids).addTo(all);
        changes();
        rollouts();
        rules();
        // Last: their new sites have devices that nobody has seen, so no change could be submitted.
        new DecommissionDeeds().addTo(all);
    }

    Map<String, Supplier<Deed>> all() {
        return all;
    }

    private static Api water() {
        return CentreStory.water;
    }

    private void people() {
        all.put(
                "liftFreeze",
                () -> Deed.post(ada, "/freezes/" + ids.get("freeze") + "/lift", Map.of()));
        all.put("makeToken", () -> Deed.post(ada, "/tokens", Contract.body("makeToken")));
        all.put(
                "revokeToken",
                () -> Deed.post(ada, "/tokens/" + ids.get("token") + "/revoke", Map.of()));
        all.put("endLogin", () -> Deed.post(ada, "/logins/" + ids.get("login") + "/end", Map.of()));
        all.put(
                "addMember",
                () ->
                        Deed.post(
                                ada,
                                "/members",
                                Map.of("name", "Grace", "roles", List.of("observer")),
                                a -> member = "/members/" + id(a, "member")));
        all.put(
                "changeMember",
                () -> Deed.onto(ada, "PUT", member, member, Map.of("roles", List.of("auditor"))));
        all.put("removeMember", () -> Deed.onto(ada, "DELETE", member, member, null, _ -> {}));
        all.put(
                "setNotifications",
                () ->
                        Deed.onto(
                                ada,
                                "PUT",
                                "/me/notifications",
                                "/me/notifications",
                                Map.of(
                                        "address",
                                        "ada@example.org",
                                        "kinds",
                                        List.of("DRIFT_FOUND"))));
    }

    private static String id(Api.Answer answer, String of) {
        var body = answer.body();
        return body.has(of) ? body.path(of).path("id").asString() : body.path("id").asString();
    }

    private void sites() {
        all.put(
                "createSite",
                () ->
                        Deed.post(
                                water(),
                                "/sites",
                                Map.of(
                                        "id",
                                        "zz-05",
                                        "name",
                                        "Five",
                                        "timeZone",
                                        "UTC",
                                        "number",
                                        5)));
        all.put(
                "editSite",
                () ->
                        Deed.onto(
                                water(),
                                "PUT",
                                "/sites/zz-05",
                                "/sites/zz-05",
                                Map.of("name", "Six", "timeZone", "UTC")));
        all.put(
                "issueEnrolmentToken",
                () -> Deed.post(water(), "/sites/zz-05/enrolment-tokens", Map.of()));
        all.put("importSites", () -> Deed.post(water(), "/imports", Contract.body("importSites")));
        all.put(
                "overruleSite",
                () -> {
                    var other = CentreStory.boxes.getFirst().site;
                    other.answer(other.request(99, 0, JournalHead.EMPTY, List.of(), List.of(), 0));
                    return Deed.post(
                            water(),
                            "/sites/ss-04/connection/overrule",
                            Map.of("epoch", 1, "revision", 99, "reason", "known"));
                });
    }

    /** A draft that changes something, each time something else. */
    private Map<String, Object> draft() {
        var conduits = CentreStory.blueprint();
        var conduit = conduits.get(drafts++ % conduits.size());
        return CentreStory.draft(
                "Draft " + drafts,
                Map.of("type", "REMOVE_CONDUIT", "conduitId", conduit.path("id").asString()));
    }

    private String submitted() {
        var made = water().post("/change-requests", draft());
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        var path = CentreStory.path(made);
        var asked = water().post(path + "/submit", Map.of(), made.etag());
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        return path;
    }

    private void changes() {
        all.put(
                "createChange",
                () ->
                        Deed.post(
                                water(),
                                "/change-requests",
                                draft(),
                                a -> change = CentreStory.path(a)));
        all.put("editChange", () -> Deed.onto(water(), "PUT", change, change, draft()));
        all.put(
                "addComment",
                () -> Deed.post(water(), change + "/comments", Map.of("comment", "why so wide?")));
        all.put(
                "planRollout",
                () ->
                        Deed.onto(
                                water(),
                                "PUT",
                                change,
                                change + "/rollout-plan",
                                Map.of("waves", List.of(Map.of("kind", "SHARE", "percent", 100)))));
        all.put(
                "markViewed",
                () -> {
                    var site = water().get(change + "/diff").body().path("sites").path(0);
                    var first = site.path("devices").path(0);
                    device = site.path("site").asString() + "/" + first.path("slot").asString();
                    return new Deed(
                            CentreStory.approver,
                            "PUT",
                            change + "/viewed/" + device,
                            Map.of("digest", first.path("diffDigest").asString()),
                            "\"0\"",
                            "k4",
                            _ -> {});
                });
        all.put(
                "unmarkViewed",
                () ->
                        new Deed(
                                CentreStory.approver,
                                "DELETE",
                                change + "/viewed/" + device,
                                null,
                                "\"0\"",
                                "k5",
                                _ -> {}));
        all.put(
                "cloneChange",
                () ->
                        Deed.post(
                                water(),
                                change + "/clone",
                                Map.of("title", "Once more", "reason", "a test")));
        all.put(
                "revertChange",
                () ->
                        Deed.post(
                                water(),
                                "/change-requests/" + ids.get("change") + "/revert",
                                Map.of("title", "Back", "reason", "a test")));
        all.put(
                "rejectChange",
                () -> {
                    var other = submitted();
                    return Deed.onto(
                            CentreStory.approver,
                            "POST",
                            other,
                            other + "/reject",
                            Map.of("comment", "not so"));
                });
        all.put(
                "withdrawChange",
                () -> {
                    var other = submitted();
                    return Deed.onto(water(), "POST", other, other + "/withdraw", Map.of());
                });
        all.put(
                "submitChange",
                () -> Deed.onto(water(), "POST", change, change + "/submit", Map.of()));
        all.put(
                "approveChange",
                () ->
                        Deed.onto(
                                CentreStory.approver,
                                "POST",
                                change,
                                change + "/approve",
                                Map.of(),
                                a ->
                                        rollout =
                                                "/rollouts/"
                                                        + a.body().path("rolloutId").asString()));
        all.put(
                "draftRestore",
                () ->
                        Deed.post(
                                water(),
                                SITE + "/devices/fw-1/configurations/" + given() + "/restore",
                                Map.of("title", "Back", "reason", "it worked")));
    }

    /** The site read again what it was given last; the digest of those words. */
    private static String given() {
        var box = CentreStory.boxes.getLast();
        var text =
                Objects.requireNonNull(box.content).devices().stream()
                        .filter(d -> d.slot().equals(DriftByHand.FIREWALL))
                        .findFirst()
                        .orElseThrow()
                        .text();
        Telling.read(box.site, DriftByHand.FIREWALL, ++box.told, text);
        return Digests.of(text);
    }

    private boolean isUnderWay() {
        var told =
                "select count(*)::text from audit_entry where action = 'site.offer-state' and at >"
                        + " (select created_at from rollout where rollout_id = '%s')"
                                .formatted(rollout.substring(rollout.lastIndexOf('/') + 1));
        return water().get(rollout).body().path("state").asString().equals("RUNNING")
                && !CentreStory.plant.sql(told).equals(List.of("0"));
    }

    private void rollouts() {
        all.put(
                "pauseRollout",
                () -> {
                    // Its own clock begins it and tells the first site, which is told to go back.
                    CentreStory.boxes.getLast().isThere();
                    CentreStory.await("the rollout began", this::isUnderWay);
                    return Deed.post(water(), rollout + "/pause", Map.of());
                });
        all.put("resumeRollout", () -> Deed.post(water(), rollout + "/resume", Map.of()));
        all.put(
                "abortRollout",
                () -> Deed.post(water(), rollout + "/abort", Map.of("comment", "wrong week")));
        all.put("rollBackRollout", () -> Deed.post(water(), rollout + "/rollback", Map.of()));
    }

    private void rules() {
        all.put(
                "setApprovalRules",
                () ->
                        Deed.onto(
                                ada,
                                "PUT",
                                "/approval-rules",
                                "/approval-rules",
                                Map.of("items", List.of(Map.of("riskClass", "R3", "people", 2)))));
        all.put("beginFreeze", () -> Deed.post(ada, "/freezes", Contract.body("beginFreeze")));
    }
}
