package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Row-level security alone, without any condition of the application's own statements: whatever
 * table the catalogue has, the account the centre works with finds, writes and takes away nothing
 * of another organisation (G-31). A new table with an organisation is in it by itself.
 */
class SecondWallTest extends CentreStory {

    /** In the organisations' directory stand ids alone: the clock walks over it (rulings C1). */
    private static final List<String> IDS_ALONE = List.of("organization_directory");

    /** A trigger that is even earlier. */
    private static final String ONLY_VOIDED = "a verdict is only ever voided";

    private static final UUID MINE = UUID.fromString("01a2185f-aaaa-7e34-b183-aaaaaaaaaaaa");
    private static final UUID THEIRS = UUID.fromString("01a2185f-bbbb-7e34-b183-bbbbbbbbbbbb");

    private static Catalogue catalogue;
    private static List<String> tables;

    @BeforeAll
    static void every_table_has_rows_of_both() {
        catalogue = new Catalogue(plant);
        assertThat(catalogue.fill(List.of(MINE, THEIRS))).isEmpty();
        tables = new ArrayList<>(catalogue.tables());
        assertThat(tables).hasSizeGreaterThan(90);
        assertThat(tables.removeAll(IDS_ALONE)).isTrue();
        for (var table : whole()) {
            assertThat(count(table, MINE)).as(table).isPositive();
            assertThat(count(table, THEIRS)).as(table).isPositive();
        }
    }

    private static List<String> whole() {
        return catalogue.whole().stream().filter(t -> !IDS_ALONE.contains(t)).toList();
    }

    private static long count(String table, UUID organization) {
        return Long.parseLong(
                plant.sql(
                                "select count(*) from %s where organization_id = '%s'"
                                        .formatted(table, organization))
                        .getFirst());
    }

    /** Number and digest of everything that is theirs. */
    private static List<String> theirRows() {
        var each =
                whole().stream()
                        .map(t ->
                                ("select '%1$s ' || count(*) || ' ' || coalesce(md5(string_agg("
                                                + "t::text, '|' order by t::text)), '') from %1$s t"
                                                + " where organization_id = '%2$s'")
                                        .formatted(t, THEIRS))
                        .toList();
        return plant.sql(String.join(" union all ", each) + " order by 1");
    }

    /** As the centre does it: with its own connections, for my organisation; nothing is kept. */
    private static <T> T tried(Function<JdbcClient, T> what) {
        var transaction = new TransactionTemplate(plant.bean(PlatformTransactionManager.class));
        return Acting.as(
                Caller.centre(new OrganizationId(MINE), "test"),
                () ->
                        Objects.requireNonNull(
                                transaction.execute(status -> {
                                    status.setRollbackOnly();
                                    return what.apply(plant.bean(JdbcClient.class));
                                })));
    }

    /** Why the database would not. */
    private static Optional<String> refusal(String statement) {
        try {
            tried(jdbc -> jdbc.sql(statement).update());
            return Optional.empty();
        } catch (DataAccessException e) {
            return Optional.of(String.valueOf(e.getMostSpecificCause().getMessage()));
        }
    }

    private static boolean may(String privilege, String table) {
        return plant.sql(
                        "select has_table_privilege('holdfast_app', '%s'::regclass, '%s')"
                                .formatted(table, privilege))
                .equals(List.of("t"));
    }

    @Test
    void no_table_shows_a_row_of_another_organisation_however_it_is_asked() {
        var wrong = new ArrayList<String>();
        var readable = 0;
        for (var table : tables) {
            if (!may("select", table)) {
                continue;
            }
            readable++;
            var seen =
                    tried(jdbc ->
                            jdbc.sql("select organization_id from " + table)
                                    .query(UUID.class)
                                    .list());
            if (!seen.stream().allMatch(MINE::equals) || seen.isEmpty()) {
                wrong.add(table + " shows " + seen);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(readable).isGreaterThan(70);
    }

    @Test
    void no_row_is_written_for_another_organisation_nor_given_away_to_it() {
        var before = theirRows();
        var wrong = new ArrayList<String>();
        for (var table : whole()) {
            var put = refusal(catalogue.row(table, THEIRS));
            var right = may("insert", table) ? "violates row-level security" : "permission denied";
            if (put.filter(r -> r.contains(right)).isEmpty()) {
                wrong.add("a row for " + table + ": " + put.orElse("written"));
            }
            var given = refusal("update %s set organization_id = '%s'".formatted(table, THEIRS));
            if (given.filter(
                            r ->
                                    r.contains("violates row-level security")
                                            || r.contains("permission denied")
                                            || r.contains(ONLY_VOIDED))
                    .isEmpty()) {
                wrong.add(table + " given away: " + given.orElse("done"));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(theirRows()).isEqualTo(before);
    }

    @Test
    void what_is_changed_or_deleted_everywhere_is_changed_and_deleted_at_home_only() {
        var before = theirRows();
        var wrong = new ArrayList<String>();
        var tried = 0;
        for (var table : whole()) {
            long mine = count(table, MINE);
            var statements = new ArrayList<String>();
            catalogue
                    .changeable(table)
                    .ifPresent(
                            c -> statements.add("update %1$s set %2$s = %2$s".formatted(table, c)));
            if (may("delete", table)) {
                statements.add("delete from " + table);
            }
            for (var statement : statements) {
                tried++;
                int touched = tried(jdbc -> jdbc.sql(statement).update());
                if (touched != mine) {
                    wrong.add(statement + " touched " + touched + " of my " + mine);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(50);
        assertThat(theirRows()).isEqualTo(before);
    }

    @Test
    void without_an_organisation_no_table_can_be_asked() {
        var wrong = new ArrayList<String>();
        for (var table : tables) {
            try {
                var transaction =
                        new TransactionTemplate(plant.bean(PlatformTransactionManager.class));
                transaction.executeWithoutResult(_ ->
                        plant.bean(JdbcClient.class)
                                .sql("select organization_id from " + table)
                                .query(UUID.class)
                                .list());
                wrong.add(table);
            } catch (DataAccessException e) {
                assertThat(e.getMostSpecificCause().getMessage())
                        .as(table)
                        .containsAnyOf("app.organization", "permission denied", "invalid input");
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The catalogue's own words: nothing is asked here that a new table could escape. */
    @Test
    void nothing_in_the_catalogue_goes_round_the_wall() {
        assertThat(catalogue.unforced()).as("not forced").containsExactlyElementsOf(IDS_ALONE);
        assertThat(catalogue.policies())
                .as("each policy for the application, or for everybody, in the one raising form")
                .containsExactly(
                        "(organization_id = (current_setting('app.organization'))::uuid), both ways");
        assertThat(catalogue.withoutPolicy())
                .as("whole tables that no policy opens to the application")
                .isEmpty();
        assertThat(catalogue.otherPolicies())
                .as("rows that the owner's three functions may see before any organisation")
                .containsExactly("enrolment_token", "membership", "site_certificate");
        assertThat(catalogue.views()).as("no view, least of all a kept one").isEmpty();
        assertThat(catalogue.looseFunctions())
                .as("functions of the owner with a search path that somebody else chooses")
                .isEmpty();
        assertThat(catalogue.beyondRows())
                .as("privileges that no policy binds: truncate, references, trigger")
                .isEmpty();
        assertThat(catalogue.memberships()).as("roles the application may take on").isEmpty();
        assertThat(catalogue.looseReferences())
                .as("references from an organisation's row to another organisation's")
                .isEmpty();
    }

    /**
     * A unique key without the organisation says whether another one has the value. These values
     * the centre makes itself, or they are digests of secrets; an organisation's name is given at
     * the installation's set-up alone, for which there is no operation.
     */
    @Test
    void a_key_that_spans_organisations_is_one_that_nobody_can_choose() {
        assertThat(catalogue.spanningKeys())
                .containsExactly(
                        "audit_leaf (leaf)",
                        "change_request (change_id)",
                        "change_verdict (verdict_id)",
                        "device (device_id)",
                        "enrolment_token (secret_digest)",
                        "membership (member_id)",
                        "organization (name)",
                        "rollout (rollout_id)",
                        "rollout_content (rollout_id, site_code)",
                        "sample_block_long (from_at, series_id)",
                        "sample_block_short (from_at, series_id)",
                        "sample_block_standard (from_at, series_id)",
                        "series (series_id)",
                        "site (site_id)",
                        "site_certificate (fingerprint)");
    }
}
