package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.plant.ThinkingSite;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything bad that the centre and its sites must stand, through the doors it comes through. Each
 * gets an error of its own, leaves nothing behind, and one entry says who tried.
 */
class BadInputTest extends BadInputStory {

    private static final SiteId PX_01 = new SiteId("px-01");
    private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;

    @Test
    void each_bad_input_gets_its_own_error_leaves_nothing_and_says_who_tried() {
        assertThat(new Api(base, "").get("/sites").code()).isEqualTo("TOKEN_MISSING");
        modelsThatMayNotBe();
        documentsThatAreNone();
        BadReviews.walk();
        callersThatMayNot();
        enrolmentsOfAnotherKey();
        changesThatCannotGoOn();
        bundlesTheSiteDoesNotTake();
        all.assertAll();
    }

    private static void modelsThatMayNotBe() {
        edit("unknown zone", put(telemetry().put("from", "nowhere")), "UNKNOWN_ZONE", "/conduit/");
        edit(
                "from anyone to anyone",
                put(telemetry().put("from", "any").put("to", "any")),
                "CONDUIT_ANY_TO_ANY",
                "/conduit/from");
        edit(
                "any service",
                put(telemetry().set("services", Api.JSON.createArrayNode().add("any"))),
                "CONDUIT_EVERY_PROTOCOL",
                "/conduit/services/0");
        edit(
                "no justification",
                put(telemetry().put("justification", "")),
                "CONDUIT_WITHOUT_JUSTIFICATION",
                "/conduit/justification");
        var taken = new ArrayList<String>();
        var others = water.get("/sites/ww-01/zones").body().path("items").path(2);
        others.path("prefixes").forEach(p -> taken.add(p.asString()));
        assertThat(taken).as("one of each family").hasSize(2);
        for (var prefix : taken) {
            edit("overlap " + prefix, zone(prefix), "PREFIX_OVERLAP", "/zone/prefixes/");
        }
        var typed = new TreeMap<String, Map<String, Object>>();
        typed.put(
                "ZONE_KIND_UNKNOWN /blueprintZone/kind",
                Map.of("type", "PUT_ZONE", "blueprintZone", zoneOfKind("CELLAR")));
        typed.put(
                "ZONE_KIND_TWICE /blueprintZone/kind",
                Map.of("type", "PUT_ZONE", "blueprintZone", zoneOfKind("WAN")));
        typed.put("ZONE_IN_USE /zoneName", Map.of("type", "REMOVE_ZONE", "zoneName", "management"));
        typed.put(
                "GUARDRAIL_TYPE_UNKNOWN /guardrail/type",
                Map.of(
                        "type",
                        "PUT_GUARDRAIL",
                        "guardrail",
                        Map.of("name", "x", "type", "SOMETIMES")));
        typed.put(
                "UNKNOWN_GUARDRAIL /guardrailName",
                Map.of("type", "REMOVE_GUARDRAIL", "guardrailName", "none"));
        var device = (ObjectNode) water.get("/sites/ww-01/plan").body().path("devices").path(1);
        var port = (ObjectNode) device.path("ports").path(1);
        port.put("use", "ACCESS").put("zone", "nowhere");
        typed.put(
                "UNKNOWN_ZONE /device/ports/1/zone",
                Map.of("type", "PUT_DEVICE", "site", "ww-01", "device", device));
        typed.put(
                "UNKNOWN_SITE /site",
                Map.of("type", "REMOVE_DEVICE", "site", "zz-99", "slot", "fw-1"));
        typed.put(
                "ADDRESS_MALFORMED /network/defaultRoutes/0",
                Map.of(
                        "type",
                        "PUT_SITE_NETWORK",
                        "site",
                        "ww-01",
                        "network",
                        Map.of("siteNode", List.of(), "defaultRoutes", List.of("010.1.1.1"))));
        typed.forEach((expected, one) -> {
            var words = expected.split(" ", 2);
            edit(expected, one, words[0], words[1]);
        });
        BadWindows.all().forEach(b -> edit(b.what(), b.edit(), b.code(), b.field()));
        edit(
                "overlap, IPv4-mapped",
                zone("::ffff:10.1.10.0/120"),
                "ADDRESS_IPV4_MAPPED",
                "/zone/prefixes/");
    }

    private static Map<String, Object> zoneOfKind(String kind) {
        return Map.of(
                "name",
                "cellar",
                "kind",
                kind,
                "slTarget",
                List.of(2, 2, 2, 2, 2, 2, 2),
                "ownerRole",
                "facility",
                "essentialFunction",
                false);
    }

    private static Map<String, Object> zone(String prefix) {
        var zone = (ObjectNode) water.get("/sites/ww-01/zones").body().path("items").path(4);
        zone.withArray("prefixes").add(prefix);
        return Map.of("type", "PUT_SITE_ZONE", "site", "ww-01", "zone", zone);
    }

    private static void edit(String what, Map<String, Object> edit, String code, String pointer) {
        var answer =
                refused(
                        what,
                        new Expected(422, code, code, "client:water"),
                        () -> rest(water.post("/change-requests", draft("Bad", edit))));
        all.assertThat(answer.pointer()).as(what).startsWith("/edits/0" + pointer);
    }

    private static void documentsThatAreNone() {
        for (var body : List.of("{\"title\":", "", "null", "[]")) {
            refused(
                    "malformed: " + body,
                    new Expected(400, "MALFORMED_JSON", "MALFORMED_JSON", "client:water"),
                    () -> rest(water.raw("/change-requests", body)));
        }
        refused(
                "empty",
                new Expected(400, "WRONG_VALUE", "WRONG_VALUE", "client:water"),
                () -> rest(water.raw("/change-requests", "{}")));
        refused(
                "ten mebibytes",
                new Expected(413, "BODY_TOO_LARGE", "BODY_TOO_LARGE", "client:water"),
                () -> rest(water.raw("/change-requests", "x".repeat(TEN_MEBIBYTES))));
        var large = "x".repeat(TEN_MEBIBYTES / 5);
        var late = "/sites/ww-01/decommissionings/1-1/late-entries";
        refused(
                "two mebibytes that are no journal",
                new Expected(413, "BODY_TOO_LARGE", "BODY_TOO_LARGE", "client:water"),
                () -> rest(water.send("PUT", late, large, null, null)));
        var stranger = newBox(waterworks, "ww-01");
        refused(
                "malformed enrolment",
                new Expected(400, "MALFORMED", "MALFORMED", ""),
                () -> link(stranger.post("/link/v1/enrol", bytes("{\"identity\":"))));
        refused(
                "ten mebibytes of enrolment",
                new Expected(413, "TOO_LARGE", "TOO_LARGE", ""),
                () -> link(stranger.post("/link/v1/enrol", new byte[TEN_MEBIBYTES])));
        var box = enrolled(waterworks, "ww-01");
        var who = box.token.identity().toString();
        refused(
                "malformed contact",
                new Expected(400, "MALFORMED", "MALFORMED", who),
                () -> link(box.post("/link/v1/contact", bytes("{}"))));
        refused(
                "too much of a contact",
                new Expected(413, "TOO_LARGE", "TOO_LARGE", who),
                () -> link(box.post("/link/v1/contact", new byte[WireJson.LIMIT + 1])));
    }

    private static void callersThatMayNot() {
        refused(
                "expired token",
                new Expected(401, "TOKEN_EXPIRED", "TOKEN_EXPIRED", "client:water"),
                () -> rest(new Api(base, expired("client:water")).raw("/change-requests", "{}")));
        refused(
                "another organisation's site",
                new Expected(404, "NOT_FOUND", "NOT_FOUND", "client:power"),
                () -> rest(power.get("/sites/ww-01")));
        refused(
                "another organisation's site, to change it",
                new Expected(404, "NOT_FOUND", "NOT_FOUND", "client:power"),
                () ->
                        rest(
                                power.put(
                                        "/sites/ww-01",
                                        Map.of("name", "Mine", "timeZone", "UTC"),
                                        "\"0\"")));
        var box = enrolled(organization(power), PX_01.value());
        var other = newBox(waterworks, "ss-04");
        refused(
                "a site node that speaks for another organisation's",
                new Expected(
                        403,
                        "IDENTITY_DIFFERS",
                        "IDENTITY_DIFFERS",
                        box.token.identity().toString()),
                () -> link(box.contact(other.quiet(0, 0))));
    }

    private static String expired(String subject) {
        var past = Instant.now().minus(Duration.ofHours(1));
        @SuppressWarnings("unchecked")
        JWKSource<SecurityContext> keys = plant.bean(JWKSource.class);
        return new NimbusJwtEncoder(keys)
                .encode(
                        JwtEncoderParameters.from(
                                JwtClaimsSet.builder()
                                        .issuer("http://127.0.0.1:18099")
                                        .subject(subject)
                                        .audience(List.of("holdfast"))
                                        .claim("scope", EVERYTHING)
                                        .issuedAt(past)
                                        .expiresAt(past.plus(Duration.ofMinutes(5)))
                                        .build()))
                .getTokenValue();
    }

    private static void enrolmentsOfAnotherKey() {
        var box = newBox(waterworks, "ss-04");
        var first = box.enrol();
        assertThat(first.status()).isEqualTo(200);
        var before = everything();
        assertThat(box.enrol()).as("the same key again").isEqualTo(first);
        assertThat(everything()).as("the same key again").isEqualTo(before);
        var thief =
                new TestSite(
                        box.token,
                        plant.bean(LinkKeys.class).authority().certificate(),
                        TestSite.newKeys(),
                        TestSite.newKeys(),
                        "TLSv1.3");
        refused(
                "a used token, another key",
                new Expected(
                        403,
                        "ENROLMENT_REFUSED",
                        "ENROLMENT_KEY_MISMATCH",
                        box.token.identity().toString()),
                () -> link(thief.enrol()));
    }

    private static void changesThatCannotGoOn() {
        var unseen =
                water.post(
                        "/change-requests",
                        draft(
                                "Too early",
                                put(
                                        telemetry()
                                                .set(
                                                        "sites",
                                                        Api.JSON.createArrayNode().add("ww-01")))));
        assertThat(unseen.body().path("findings").findValuesAsString("code"))
                .contains("DEVICE_NEVER_SEEN");
        var no =
                refused(
                        "a device never seen",
                        new Expected(409, "CHANGE_BLOCKED", "CHANGE_BLOCKED", "client:water"),
                        () -> rest(water.post(path(unseen) + "/submit", Map.of(), unseen.etag())));
        all.assertThat(no.detail()).contains("fw-1", "never seen");
        enrol();
        var first = proposed("a-1");
        var second = proposed("b-1");
        assertThat(approver.post(path(first) + "/approve", Map.of(), first.etag()).status())
                .isEqualTo(200);
        var revision = water.get("/policy").body();
        var refusals = refusals();
        var late = approver.post(path(second) + "/approve", Map.of(), second.etag());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("CHANGE_BASE_MOVED");
        assertThat(water.get("/policy").body()).isEqualTo(revision);
        assertThat(water.get("/rollouts").body().path("items")).hasSize(1);
        assertThat(newRefusals(refusals))
                .containsExactly("CHANGE_BASE_MOVED client:water-approver");
        assertThat(water.get(path(second)).body().path("approvals")).isEmpty();
    }

    private static Api.Answer proposed(String id) {
        var conduit = telemetry().put("id", id);
        conduit.set("services", Api.JSON.createArrayNode().add("tcp/1001"));
        var change = water.post("/change-requests", draft(id, put(conduit)));
        return water.post(path(change) + "/submit", Map.of(), change.etag());
    }

    private static void bundlesTheSiteDoesNotTake() {
        var organization = organization(power);
        var keys = plant.bean(LinkKeys.class);
        var trust = plant.as(Caller.centre(organization, "test"), keys::trustRoot);
        var clock = Instant.now();
        var site =
                new ThinkingSite(
                        enrolled(organization, PX_01.value()),
                        WireJson.read(Enrolment.TrustRoot.class, trust),
                        clock);
        var identity =
                new SiteIdentity(
                        organization.toString(), PX_01, site.state().identity().incarnation());
        site.starts(clock);
        var offers = new Offers(identity, clock);
        site.isOffered(offers.signed(7, "A"));
        site.reports();
        assertThat(site.state().desired().revisionOrZero()).isEqualTo(7);

        unmoved(site, "DELIVERY_SIGNATURE", offers.forged(8, "A"));
        unmoved(site, "STALE", offers.signed(6, "A"));
        site.starts(clock.minus(Duration.ofDays(400)));
        assertThat(entries(site, "CLOCK_SUSPECT"))
                .filteredOn(e -> e.payload().contains("surely not before"))
                .hasSize(1);
        unmoved(site, "EXPIRED", offers.until(8, clock.minus(Duration.ofDays(1))));
        site.starts(clock.plus(Duration.ofHours(1)));
        unmoved(site, "EQUIVOCATION", offers.signed(7, "B"));
        assertThat(entries(site, "BUNDLE_EQUIVOCATION")).hasSize(1);
        unmoved(site, "SUSPENDED", offers.signed(9, "C"));
    }

    /** The site keeps what it has, says why, and the centre has the very entry. */
    private static void unmoved(ThinkingSite site, String code, Bundle bundle) {
        var desired = site.state().desired();
        site.isOffered(bundle);
        site.reports();
        assertThat(site.state().desired()).as(code).isEqualTo(desired);
        var said =
                entries(site, "BUNDLE_REFUSED").stream()
                        .filter(e -> e.payload().contains("\"" + code + "\""))
                        .toList();
        assertThat(said).as(code).hasSize(1);
        var copies =
                plant.sql(
                        "select encode(entry, 'escape') from site_journal where site_code = 'px-01'"
                                + " and incarnation = "
                                + site.state().identity().incarnation()
                                + " and sequence = "
                                + said.getFirst().sequence());
        assertThat(copies).as(code).hasSize(1).first().asString().contains(code);
        assertThat(
                        power.get("/sites/px-01/connection")
                                .body()
                                .path("refusal")
                                .path("code")
                                .asString())
                .isEqualTo(code);
    }

    private static List<JournalEntry> entries(ThinkingSite site, String type) {
        return site.journal().stream().filter(e -> e.type().equals(type)).toList();
    }

    private static TestSite newBox(OrganizationId organization, String site) {
        var token =
                plant.as(
                        Caller.centre(organization, "test"),
                        () -> plant.bean(Onboarding.class).issueToken(new SiteId(site)));
        return new TestSite(token.file(), plant.bean(LinkKeys.class).authority().certificate());
    }

    private static TestSite enrolled(OrganizationId organization, String site) {
        var box = newBox(organization, site);
        assertThat(box.enrol().status()).isEqualTo(200);
        return box;
    }

    private static OrganizationId organization(Api whose) {
        return OrganizationId.of(whose.get("/me").body().path("organization").asString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
