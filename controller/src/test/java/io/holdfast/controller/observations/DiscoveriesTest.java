package io.holdfast.controller.observations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.DeviceCredentials;
import io.holdfast.controller.sitelinks.DeviceReach;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Duplicates;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Search;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.SiteWord.SearchPhase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

/** Searches that are ordered at the centre, and what sites tell of them. */
class DiscoveriesTest extends ObservationsStory {

    private static DiscoveryOrderForm form(String within, int perSecond) {
        return new DiscoveryOrderForm(
                List.of(Prefix.of(within)),
                true,
                List.of(),
                true,
                1000,
                perSecond,
                60,
                161,
                830,
                Optional.empty(),
                Optional.of(
                        new DiscoveryOrderForm.SnmpUser(
                                "seeker", "auth-" + UUID.randomUUID(), "private-" + number)));
    }

    private static String word() {
        return UUID.randomUUID().toString();
    }

    private static <T> T asWater(Callable<T> what) {
        return plant.as(
                centre(water),
                () -> {
                    try {
                        return what.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static Discoveries discoveries() {
        return plant.bean(Discoveries.class);
    }

    private static List<Search> carried(Box box) {
        var envelope = Objects.requireNonNull(box.link.answer(box.link.quiet(0, 0)).access());
        return WireJson.read(DeviceAccess.class, envelope.payload()).searches();
    }

    private static SiteWord told(DiscoveryView view, SearchPhase phase, int asked, int left) {
        return new SiteWord.SearchTold(view.id().toString(), phase, "", asked, 2, 1, left, 3);
    }

    private static SiteWord found(DiscoveryView view, String address, DeviceIdentity identity) {
        return new SiteWord.DeviceFound(
                view.id().toString(),
                IpAddress.of(address),
                "sw",
                "ACME",
                "8T",
                "1.2.3",
                "ACME 8T",
                identity);
    }

    @Test
    void an_ordered_search_travels_signed_and_what_the_site_tells_is_listed_with_who_is_managed() {
        var box = new Box();
        asWater(() ->
                plant.bean(DeviceAccesses.class)
                        .putAccess(
                                box.site,
                                SW,
                                new DeviceReach("192.0.2.9", 830, "192.0.2.9", 161),
                                new DeviceCredentials("ada", "pw", "ada", word(), word())));

        var ordered = asWater(() -> discoveries().order(box.site, form("192.0.2.0/24", 10)));

        assertThat(ordered.state()).isEqualTo("ORDERED");
        var search = carried(box).getFirst();
        assertThat(search.id()).isEqualTo(ordered.id().toString());
        assertThat(search.within()).containsExactly(Prefix.of("192.0.2.0/24"));
        assertThat(search.faults()).isEmpty();
        assertThat(
                        plant.sql(
                                "select count(*) from discovery_order where"
                                        + " encode(document, 'escape') like '%seeker%'"))
                .as("no user or key stands there readable")
                .containsExactly("0");

        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        box.tells(told(ordered, SearchPhase.RUNNING, 10, 244), now);
        box.tells(found(ordered, "192.0.2.9", new DeviceIdentity("", "80aa", "", "")), now);
        var running = asWater(() -> discoveries().get(box.site, ordered.id()));
        assertThat(running.discovery().state()).isEqualTo("RUNNING");
        assertThat(running.discovery().left()).isEqualTo(244);
        assertThat(running.devices().getFirst().managedAs()).contains(SW);
        assertThat(running.devices().getFirst().managedBy()).isEqualTo("ADDRESS");

        box.tells(found(ordered, "192.0.2.20", identity("S1", "02:00:00:00:00:01")), now);
        box.tells(found(ordered, "192.0.2.21", identity("S2", "02:00:00:00:00:01")), now);
        box.tells(told(ordered, SearchPhase.DONE, 254, 0), now);
        box.tells(told(ordered, SearchPhase.RUNNING, 3, 999), now);

        var whole = asWater(() -> discoveries().get(box.site, ordered.id()));
        assertThat(whole.discovery().state()).as("a late word changes nothing").isEqualTo("DONE");
        assertThat(whole.discovery().asked()).isEqualTo(254);
        assertThat(whole.devices()).hasSize(3);
        assertThat(whole.alike())
                .containsExactly(
                        new Duplicates.Finding.SharedAddress(
                                List.of("192.0.2.20", "192.0.2.21"), "02:00:00:00:00:01"));
        assertThat(asWater(() -> discoveries().list(box.site)).getFirst().found()).isEqualTo(3);
        asWater(() -> discoveries().order(box.site, form("192.0.2.0/25", 10)));
        assertThat(carried(box)).as("what is over is not sent again").hasSize(1);
    }

    private static DeviceIdentity identity(String serial, String mac) {
        return new DeviceIdentity(serial, "", mac, "");
    }

    @Test
    void a_find_outside_what_was_ordered_or_after_its_end_is_left_out_with_an_entry() {
        var box = new Box();
        var ordered = asWater(() -> discoveries().order(box.site, form("192.0.2.0/25", 10)));
        var unknown = new DeviceIdentity("", "", "", "");
        var now = Instant.now();
        assertThat(box.tells(found(ordered, "192.0.2.200", unknown), now).unfit()).hasSize(1);
        assertThat(box.tells(found(ordered, "2001:db8::1", unknown), now).unfit()).hasSize(1);
        assertThat(box.tells(found(ordered, "192.0.2.7", unknown), now).unfit()).isEmpty();
        box.tells(told(ordered, SearchPhase.DONE, 126, 0), now);
        assertThat(box.tells(found(ordered, "192.0.2.8", unknown), now).unfit()).hasSize(1);
        assertThat(asWater(() -> discoveries().get(box.site, ordered.id())).devices())
                .extracting(d -> d.address().toString())
                .containsExactly("192.0.2.7");
        assertThat(refusedEntries(box)).containsExactly("FIND_NOT_ORDERED");
    }

    @Test
    void what_is_kept_to_know_a_repeat_by_tells_nothing_of_the_secrets_it_brought()
            throws Exception {
        var brought = Map.of("snmpAuth", "guessable");
        plant.as(
                centre(water),
                () ->
                        plant.bean(Idempotency.class)
                                .once(
                                        "a-key",
                                        "order",
                                        brought,
                                        String.class,
                                        () -> ResponseEntity.ok("done")));
        var kept =
                plant.sql(
                        "select request_digest from idempotent_request where idempotency_key ="
                                + " 'a-key'");
        assertThat(kept).hasSize(1);
        for (var between : List.of("", "\0")) {
            var guess = "order" + between + "{\"snmpAuth\":\"guessable\"}";
            assertThat(kept)
                    .doesNotContain(
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256")
                                                    .digest(
                                                            guess.getBytes(
                                                                    StandardCharsets.UTF_8))));
        }
    }

    @Test
    void a_stopped_search_says_so_to_the_site_and_one_that_is_over_cannot_be_stopped() {
        var box = new Box();
        var ordered = asWater(() -> discoveries().order(box.site, form("192.0.2.0/24", 10)));
        box.tells(told(ordered, SearchPhase.RUNNING, 10, 244), Instant.now());

        var stopping = asWater(() -> discoveries().stop(box.site, ordered.id()));

        assertThat(stopping.state()).isEqualTo("STOPPING");
        assertThat(carried(box)).extracting(Search::stopped).containsExactly(true);
        box.tells(told(ordered, SearchPhase.STOPPED, 12, 0), Instant.now());
        assertThat(asWater(() -> discoveries().get(box.site, ordered.id())).discovery().state())
                .isEqualTo("STOPPED");
        refusedWith("DISCOVERY_OVER", () -> discoveries().stop(box.site, ordered.id()));
        assertThat(
                        plant.sql(
                                "select action from audit_entry where object_id = '"
                                        + box.site
                                        + "' and action like 'discovery.%' order by entry_id"))
                .containsExactly("discovery.order", "discovery.stop");
    }

    @Test
    void an_order_beyond_its_bounds_names_every_field_at_fault_and_nothing_is_sent() {
        var box = new Box();
        refusedWith("PREFIX_TOO_WIDE", () -> discoveries().order(box.site, form("10.0.0.0/7", 10)));
        refusedWith(
                "TOO_MANY_ADDRESSES", () -> discoveries().order(box.site, form("10.0.0.0/15", 10)));
        refusedWith("OUT_OF_RANGE", () -> discoveries().order(box.site, form("10.0.0.0/24", 101)));
        refusedWith(
                "NOT_AN_ADDRESS_OF_A_DEVICE",
                () -> discoveries().order(box.site, form("224.0.0.0/24", 10)));
        var of = form("192.0.2.0/24", 10);
        refusedWith(
                "NO_ACCESS",
                () ->
                        discoveries()
                                .order(
                                        box.site,
                                        new DiscoveryOrderForm(
                                                of.within(),
                                                true,
                                                List.of(),
                                                true,
                                                10,
                                                10,
                                                10,
                                                161,
                                                830,
                                                Optional.of(new DeviceSlot("sw-9")),
                                                Optional.empty())));
        for (int i = 0; i < 5; i++) {
            asWater(() -> discoveries().order(box.site, of));
        }
        refusedWith("TOO_MANY_DISCOVERIES", () -> discoveries().order(box.site, of));
        assertThatThrownBy(() -> plant.as(observer(), () -> discoveries().order(box.site, of)))
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::kind)
                .isEqualTo(Refused.Kind.FORBIDDEN);
    }

    @Test
    void a_site_cannot_tell_of_a_search_that_nobody_ordered_there() {
        var box = new Box();
        var other = new Box();
        var ordered = asWater(() -> discoveries().order(other.site, form("192.0.2.0/24", 10)));

        var answer =
                box.tells(
                        found(ordered, "192.0.2.66", new DeviceIdentity("", "", "", "")),
                        Instant.now());

        assertThat(answer.unfit()).hasSize(1);
        assertThat(asWater(() -> discoveries().get(other.site, ordered.id())).devices()).isEmpty();
    }

    private static void refusedWith(String code, Callable<?> what) {
        assertThatThrownBy(() -> asWater(what))
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(code);
    }
}
