package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestPlant;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The centre of one waterworks and one power company on a real database, with site nodes of the
 * tests.
 */
abstract class CentreStory {

    static final List<String> MODULES =
            List.of(
                    "iana-if-type",
                    "ieee802-dot1q-bridge",
                    "ietf-access-control-list",
                    "ietf-interfaces",
                    "ietf-ip",
                    "ietf-ipv4-unicast-routing",
                    "ietf-ipv6-unicast-routing",
                    "ietf-routing");

    static final String EVERYTHING =
            "policy:read change:propose change:approve site:manage rollout:run audit:read"
                    + " site:operate";

    @TempDir static Path folder;
    static TestPlant plant;
    static String base;
    static Api water;
    static Api approver;
    static Api power;
    static OrganizationId waterworks;
    static List<Box> boxes = List.of();

    /** What else the centre is started with. */
    static List<String> more = List.of();

    /** What the centre is made up of. */
    static List<Class<?>> application = List.of(TestPlant.Features.class);

    /** A site node reduced to what it says. */
    static final class Box {
        final TestSite site;

        /** Of its firewall. */
        List<String> modules = MODULES;

        long revision;

        /** Devices that the newest state may replace something foreign on. */
        List<Delivery.TakeOver> takeOver = List.of();

        /** Events told. */
        long told;

        /** The newest state it was given. */
        @org.jspecify.annotations.Nullable SiteContent content;

        Box(TestSite site) {
            this.site = site;
        }

        /** Tells both devices' state at the newest revision it was given. */
        void tells(String state) {
            var reports = new ArrayList<SlotReport>();
            for (var slot : List.of("fw-1", "sw-1")) {
                reports.add(
                        new SlotReport(
                                new DeviceSlot(slot),
                                Instant.now(),
                                state,
                                revision,
                                state.equals("TAKEN_BACK") ? "the probe failed" : "",
                                "",
                                null,
                                "",
                                slot.equals("fw-1") ? modules : MODULES,
                                null,
                                null));
            }
            says(reports);
        }

        /**
         * Tells that a device runs something else than it was told, in the words of its dialect.
         */
        void tellsRunning(DeviceSlot slot, String state, DeviceConfig config) {
            says(
                    List.of(
                            new SlotReport(
                                    slot,
                                    Instant.now(),
                                    state,
                                    revision,
                                    state.equals("CONFLICT") ? "not what was ordered here" : "",
                                    Digests.of(config),
                                    null,
                                    "",
                                    MODULES,
                                    null,
                                    DriftByHand.text(config, MODULES))));
        }

        /** Tells one event. */
        void tells(SiteWord word) {
            var said =
                    site.post(
                            "/link/v1/telemetry",
                            WireJson.write(
                                            new TelemetryRequest(
                                                    1,
                                                    site.token.identity(),
                                                    List.of(
                                                            new EventLine(
                                                                    ++told, Instant.now(), word)),
                                                    List.of(),
                                                    List.of()))
                                    .toArray());
            assertThat(said.status()).as(said.body()).isEqualTo(200);
        }

        /** Tells that a device is in conflict and that nothing of it could be read. */
        void tellsUnread(DeviceSlot slot, String reason) {
            says(
                    List.of(
                            new SlotReport(
                                    slot,
                                    Instant.now(),
                                    "CONFLICT",
                                    revision,
                                    reason,
                                    "",
                                    null,
                                    "",
                                    MODULES,
                                    null,
                                    null)));
        }

        /** Tells nothing but that it is there; who has been silent for long is told nothing. */
        void isThere() {
            says(List.of());
        }

        private void says(List<SlotReport> reports) {
            var answer =
                    site.answer(
                            site.request(revision, 0, JournalHead.EMPTY, List.of(), reports, 0));
            if (answer.bundle() != null) {
                content = WireJson.read(SiteContent.class, answer.bundle().content());
                var delivery = WireJson.read(Delivery.class, answer.bundle().delivery().payload());
                revision = delivery.revision();
                takeOver = delivery.takeOver();
            }
        }
    }

    @BeforeAll
    static void start() throws IOException {
        var file = folder.resolve("start.json");
        Files.writeString(
                file,
                """
                {"organizations":[
                 {"name":"Waterworks",
                  "people":[{"user":"ada","name":"Ada","password":"a-long-password","roles":["network-administrator"]},
                            {"user":"bob","name":"Bob","password":"another-long-one","roles":["approver"]}],
                  "clients":[
                   {"id":"water","secret":"water-secret-1234","scopes":[%1$s],"roles":["automation"]},
                   {"id":"water-approver","secret":"approver-secret-1","scopes":[%1$s],"roles":["approver","automation"]},
                   {"id":"brief","secret":"brief-secret-1234","scopes":[%1$s],"roles":["automation"],"accessTokenSeconds":1}],
                  "sites":[{"code":"ww-01","name":"Waterworks 1","timeZone":"Europe/Berlin","number":1},
                           {"code":"ss-04","name":"Substation 4","timeZone":"Europe/Berlin","number":4}]},
                 {"name":"Power",
                  "people":[{"user":"eve","name":"Eve","password":"eves-long-password","roles":["network-administrator","approver","auditor"]}],
                  "clients":[{"id":"power","secret":"power-secret-1234","scopes":[%1$s],"roles":["automation","approver"]}],
                  "sites":[{"code":"px-01","name":"Plant X","timeZone":"UTC","number":1}]}]}
                """
                        .formatted("\"" + EVERYTHING.replace(" ", "\",\"") + "\""));
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--holdfast.bootstrap=" + file,
                                "--holdfast.reminders.every=PT24H",
                                "--holdfast.url=http://127.0.0.1:18099"));
        arguments.addAll(more);
        plant = TestPlant.start(folder, application, arguments.toArray(String[]::new));
        base = "http://127.0.0.1:" + plant.bean(Environment.class).getProperty("local.server.port");
        water = Api.program(base, "water", "water-secret-1234", EVERYTHING);
        approver = Api.program(base, "water-approver", "approver-secret-1", EVERYTHING);
        power = Api.program(base, "power", "power-secret-1234", EVERYTHING);
        waterworks = OrganizationId.of(water.get("/me").body().path("organization").asString());
    }

    @AfterAll
    static void stop() {
        plant.close();
        application = List.of(TestPlant.Features.class);
    }

    static void enrol() {
        var found = new ArrayList<Box>();
        for (var code : List.of("ss-04", "ww-01")) {
            var token =
                    plant.as(
                            Caller.centre(waterworks, "test"),
                            () -> plant.bean(Onboarding.class).issueToken(new SiteId(code)));
            var site =
                    new TestSite(
                            token.file(), plant.bean(LinkKeys.class).authority().certificate());
            assertThat(site.enrol().status()).isEqualTo(200);
            var box = new Box(site);
            box.tells("WAITING");
            found.add(box);
        }
        boxes = List.copyOf(found);
    }

    static List<ObjectNode> blueprint() {
        var conduits = new ArrayList<ObjectNode>();
        water.get("/blueprint/conduits")
                .body()
                .path("items")
                .forEach(c -> conduits.add((ObjectNode) c));
        return conduits;
    }

    static Map<String, Object> draft(String title, Object... edits) {
        return Map.of("title", title, "reason", "a test", "edits", List.of(edits));
    }

    static Map<String, Object> put(JsonNode conduit) {
        return Map.of("type", "PUT_CONDUIT", "conduit", conduit);
    }

    static ObjectNode telemetry() {
        return blueprint().getFirst();
    }

    static String path(Api.Answer change) {
        return "/change-requests/" + change.body().path("id").asString();
    }

    /** Submits and approves a change, and has every site keep it. */
    static String approvedAndKept(String path, String etag) {
        var asked = water.post(path + "/submit", Map.of(), etag);
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        var approved = approver.post(path + "/approve", Map.of(), asked.etag());
        var rollout = approved.body().path("rolloutId").asString();
        assertThat(rollout).as(approved.body().toString()).isNotEmpty();
        await(
                "the rollout",
                () -> {
                    boxes.forEach(b -> b.tells(b.revision == 0 ? "WAITING" : "KEPT"));
                    return water.get("/rollouts/" + rollout)
                            .body()
                            .path("state")
                            .asString()
                            .equals("DONE");
                });
        return rollout;
    }

    /**
     * Does all of it at the same time, while nothing can be written to the table for two seconds:
     * so all have read before one of them writes.
     */
    static <T> List<T> atOnce(String table, List<Supplier<T>> all) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() ->
                    plant.sql(
                            "begin; lock table "
                                    + table
                                    + " in share mode; select pg_sleep(2); commit"));
            await(
                    "nothing is written",
                    () ->
                            plant.sql(
                                            "select count(*) from pg_locks where granted and mode ="
                                                    + " 'ShareLock' and relation = '"
                                                    + table
                                                    + "'::regclass")
                                    .equals(List.of("1")));
            var begun =
                    all.stream().map(one -> CompletableFuture.supplyAsync(one, threads)).toList();
            return begun.stream().map(CompletableFuture::join).toList();
        }
    }

    static void await(String what, java.util.function.BooleanSupplier so) {
        var end = Instant.now().plusSeconds(30);
        while (!so.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not in time: " + what);
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Number and digest of all rows of the first organisation, but for numbering its own log. */
    static List<String> waterworksRows() {
        var tables =
                plant.sql(
                        """
                        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = 'holdfast'::regnamespace and c.relkind in ('r', 'p')
                        and not c.relispartition and a.attname = 'organization_id'
                        and c.relname not in ('audit_pending', 'audit_leaf', 'audit_entry', 'login')
                        order by 1\
                        """);
        assertThat(tables).hasSizeGreaterThan(20);
        // That somebody was there is written at each request; that a login ended is a change.
        var ended =
                "select 'login ended ' || count(*) from login where ended_at is not null and"
                        + " organization_id = '%s'".formatted(waterworks);
        var each =
                tables.stream()
                        .map(t ->
                                ("select '%1$s ' || count(*) || ' ' ||"
                                                + " coalesce(md5(string_agg(t::text, '|' order by t::text)),"
                                                + " '') from %1$s t where organization_id = '%2$s'")
                                        .formatted(t, waterworks))
                        .toList();
        return plant.sql(ended + " union all " + String.join(" union all ", each) + " order by 1");
    }
}
