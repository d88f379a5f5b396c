package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Requests by which site nodes are taken out of service, each of a site of its own. */
final class DecommissionDeeds {

    private static int made;

    private List<JournalLine> lines = List.of();

    void addTo(Map<String, Supplier<Deed>> all) {
        all.put("decommissionSite", () -> Deed.post(water(), cases(newSite()), question()));
        all.put(
                "confirmDecommissioning",
                () ->
                        Deed.post(
                                CentreStory.approver,
                                asked("WITHDRAWN") + "/1-1/confirm",
                                Map.of()));
        all.put(
                "dropDecommissioning",
                () -> Deed.post(water(), asked("WITHDRAWN") + "/1-1/drop", Map.of()));
        all.put(
                "settleDecommissioning",
                () ->
                        Deed.post(
                                water(),
                                asked("STOLEN") + "/1-1/settle",
                                Map.of(
                                        "kind", "DEVICE",
                                        "name", site() + "/fw-1",
                                        "how", "the device was thrown away")));
        all.put(
                "addLateEntries",
                () ->
                        Deed.post(
                                water(),
                                asked("STOLEN") + "/1-1/late-entries",
                                Map.of(
                                        "entries",
                                        lines.stream().map(l -> l.bytes().text()).toList())));
    }

    private static Api water() {
        return CentreStory.water;
    }

    private static String site() {
        return "dc-" + made;
    }

    private static String cases(String site) {
        return "/sites/" + site + "/decommissionings";
    }

    static Map<String, String> question() {
        return Map.of("cause", "WITHDRAWN", "reason", "the station is given up");
    }

    private String newSite() {
        made++;
        var added =
                water().post(
                                "/sites",
                                Map.of(
                                        "id",
                                        site(),
                                        "name",
                                        "Given up",
                                        "timeZone",
                                        "UTC",
                                        "number",
                                        60 + made));
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
        var token =
                CentreStory.plant.as(
                        Caller.centre(CentreStory.waterworks, "test"),
                        () ->
                                CentreStory.plant
                                        .bean(Onboarding.class)
                                        .issueToken(new SiteId(site())));
        var box =
                new TestSite(
                        token.file(),
                        CentreStory.plant.bean(LinkKeys.class).authority().certificate());
        assertThat(box.enrol().status()).isEqualTo(200);
        var given =
                water().put("/sites/" + site() + "/devices/fw-1/access", SecretForms.access(), "");
        assertThat(given.status()).as(given.body().toString()).isEqualTo(200);
        lines = box.entries(JournalHead.EMPTY, "Mara", 2);
        box.answer(box.request(0, 0, lines.getLast().head(), List.of(), List.of(), 0));
        return site();
    }

    private String asked(String cause) {
        var path = cases(newSite());
        var asked = water().post(path, Map.of("cause", cause, "reason", "the station is given up"));
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(201);
        return path;
    }
}
