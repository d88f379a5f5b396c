package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.reminders.Reminders;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.autonomy.Ending;
import io.holdfast.core.autonomy.Ending.Kind;
import io.holdfast.core.autonomy.Ending.When;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.sitelink.BundleFile;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Sites without a link: what is carried to one is what the link would bring, and the centre knows
 * what ends meanwhile.
 */
class LonelySitesTest extends SiteLinksStory {

    private static CarriedFiles.Carried take(Caller who, SiteId site) {
        return plant.as(who, () -> plant.bean(CarriedFiles.class).bundle(site));
    }

    @Test
    void the_file_is_the_very_bundle_of_the_link_and_leaves_an_entry() {
        var site = newSite(water);
        var box = enrolled(water, site);
        offer(water, site, "{\"some\":\"content\"}");

        var taken = take(person(Permission.ROLL_OUT), site);
        var linked = box.answer(box.quiet(0, 0)).bundle();

        assertThat(taken.name()).isEqualTo(site + "-1.1.bundle.json");
        assertThat(BundleFile.open(taken.content().toArray()))
                .isEqualTo(new BundleFile.Opened.Whole(Objects.requireNonNull(linked)));
        assertThat(
                        plant.sql(
                                "select count(*) from audit_entry where action = 'site.take-bundle'"
                                        + " and object_id = '"
                                        + site
                                        + "'"))
                .containsExactly("1");
    }

    @Test
    void its_trust_root_is_the_one_of_the_enrolment_file_and_signed_the_delivery() {
        var site = newSite(water);
        var box = enrolled(water, site);
        offer(water, site, "{}");

        var trust =
                plant.as(
                        person(Permission.READ),
                        () -> plant.bean(CarriedFiles.class).trustRoot(site));
        var bundle =
                (BundleFile.Opened.Whole)
                        BundleFile.open(take(centre(water), site).content().toArray());

        assertThat(Digests.of(trust.content())).isEqualTo(box.token.trustRootDigest());
        var keys = WireJson.read(TrustRoot.class, trust.content()).deliveryKeys();
        assertThat(Envelopes.verify(bundle.bundle().delivery(), Delivery.TYPE, keys, 1)).isTrue();
    }

    @Test
    void a_stick_has_weeks_to_arrive_however_old_the_links_delivery_is() {
        var site = newSite(water);
        var box = enrolled(water, site);
        offer(water, site, "{}");
        var linked = Objects.requireNonNull(box.answer(box.quiet(0, 0)).bundle());
        plant.sql(
                "update site_delivery set accept_until = now() + interval '2 hours' where site_code"
                        + " = '"
                        + site
                        + "'");

        var opened =
                (BundleFile.Opened.Whole)
                        BundleFile.open(take(centre(water), site).content().toArray());
        var delivery = WireJson.read(Delivery.class, opened.bundle().delivery().payload());

        assertThat(delivery.acceptUntil()).isAfter(Instant.now().plus(Duration.ofDays(59)));
        assertThat(delivery.revision()).isEqualTo(1);
        assertThat(opened.bundle().delivery())
                .as("signed anew, as hardly anything was left of the other")
                .isNotEqualTo(linked.delivery());
        assertThat(opened.bundle().content()).isEqualTo(linked.content());
    }

    @Test
    void there_is_none_before_a_site_node_or_a_release_and_none_of_another_organisation() {
        var empty = newSite(water);
        assertThatThrownBy(() -> take(centre(water), empty))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("No site node");
        enrolled(water, empty);
        assertThatThrownBy(() -> take(centre(water), empty))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Nothing was released");

        var theirs = newSite(power);
        enrolled(power, theirs);
        offer(power, theirs, "{}");
        assertThatThrownBy(() -> take(centre(water), theirs)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> take(person(Permission.READ), empty))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("rollout:run");
    }

    private static AutonomyBudget budget(SiteId site) {
        return plant.as(person(Permission.READ), () -> plant.bean(Autonomies.class).of(site));
    }

    private static When of(AutonomyBudget budget, Kind kind) {
        return budget.endings().stream()
                .filter(e -> e.kind() == kind)
                .map(Ending::when)
                .findFirst()
                .orElseThrow();
    }

    private static String content(SiteId site) {
        var plan =
                Blueprint.sitePlan(site, "Waterworks", "Europe/Berlin", 1)
                        .within(
                                List.of(
                                        new Window(
                                                "nights",
                                                WindowKind.MAINTENANCE,
                                                Recurrence.of("FREQ=DAILY;COUNT=3"),
                                                LocalDateTime.of(2026, 1, 1, 22, 0),
                                                Duration.ofHours(6))));
        return WireJson.text(
                new SiteContent(
                        SiteContent.SCHEMA,
                        water.toString(),
                        plan,
                        Blueprint.reference(),
                        List.of()));
    }

    @Test
    void certificates_and_missing_codes_are_listed_and_what_only_the_site_knows_is_unknown() {
        var site = newSite(water);
        var box = enrolled(water, site);
        box.answer(box.quiet(0, 0));

        var budget = budget(site);

        assertThat(budget.first().map(Ending::kind)).contains(Kind.LINK_CERTIFICATE);
        assertThat(budget.daysLeft().orElseThrow()).isBetween(300L, 366L);
        assertThat(of(budget, Kind.LINK_AUTHORITY)).isInstanceOf(When.At.class);
        assertThat(of(budget, Kind.BREAK_GLASS_CODES)).isInstanceOf(When.Missing.class);
        assertThat(of(budget, Kind.JOURNAL_SPACE)).isInstanceOf(When.Unknown.class);
        assertThat(budget.isBelow(AutonomyBudget.POLICY)).isFalse();
    }

    @Test
    void an_offered_state_ends_and_so_do_the_windows_of_the_one_that_runs() {
        var site = newSite(water);
        var box = enrolled(water, site);
        var offered = offer(water, site, content(site));
        assertThat(box.answer(box.quiet(0, 0)).bundle()).isNotNull();

        assertThat(budget(site).endings())
                .filteredOn(e -> e.kind() == Kind.OFFERED_STATE)
                .extracting(Ending::object)
                .containsExactly("1." + offered);

        box.answer(box.quiet(offered, 0));
        var running = budget(site);
        assertThat(running.endings()).noneMatch(e -> e.kind() == Kind.OFFERED_STATE);
        assertThat(running.first().map(Ending::kind)).contains(Kind.LAST_WINDOW);
        assertThat(running.daysLeft()).contains(0L);
        for (int i = 0; i < 2; i++) {
            plant.as(
                    centre(water),
                    () -> {
                        plant.bean(Reminders.class).look();
                        return true;
                    });
        }
        assertThat(
                        plant.sql(
                                "select data::text from event where kind = 'AUTONOMY_ENDS' and"
                                        + " subject = 'site:"
                                        + site
                                        + "'"))
                .as("told once, however often it is looked for")
                .hasSize(1)
                .allMatch(told -> told.contains("LAST_WINDOW"));
    }

    @Test
    void there_is_nothing_of_a_site_without_a_node_nor_of_another_organisations() {
        assertThat(budget(newSite(water)).endings()).isEmpty();
        var theirs = newSite(power);
        assertThatThrownBy(() -> budget(theirs)).isInstanceOf(Refused.class);
    }
}
