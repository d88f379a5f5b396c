package io.holdfast.controller;

import io.holdfast.controller.database.DayPartitions;
import io.holdfast.plant.TestPlant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the database says of its own tables, and a row for any of them. */
final class Catalogue {

    private static final String OF_OURS =
            "c.relnamespace = 'holdfast'::regnamespace and c.relkind in ('r', 'p')";

    private final TestPlant plant;

    Catalogue(TestPlant plant) {
        this.plant = plant;
    }

    /** A column that a row has to have. */
    private record Column(String name, String type) {}

    /** Every table with an organisation, each part of a partitioned one too. */
    List<String> tables() {
        return plant.sql(
                "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid where "
                        + OF_OURS
                        + " and a.attname = 'organization_id' and not a.attisdropped order by 1");
    }

    /** Those that a row is written to; its parts are found by the database. */
    List<String> whole() {
        return plant.sql(
                "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid where "
                        + OF_OURS
                        + " and a.attname = 'organization_id' and not c.relispartition order by 1");
    }

    private List<Column> needed(String table) {
        return plant
                .sql(
                        """
                        select a.attname || ' ' || t.typname from pg_attribute a
                        join pg_type t on t.oid = a.atttypid
                        where a.attrelid = '%s'::regclass and a.attnum > 0 and not a.attisdropped
                        and a.attgenerated = '' and a.attidentity = ''
                        and (a.attnotnull and not a.atthasdef or a.attname = 'organization_id')
                        order by a.attnum\
                        """
                                .formatted(table))
                .stream()
                .map(line -> line.split(" ", 2))
                .map(words -> new Column(words[0], words[1]))
                .toList();
    }

    /** A statement that puts a row of this organisation into the table. */
    String row(String table, UUID organization) {
        var columns = needed(table);
        return "insert into "
                + table
                + columns.stream().map(Column::name).collect(Collectors.joining(", ", " (", ")"))
                + columns.stream()
                        .map(c -> value(c, organization))
                        .collect(Collectors.joining(", ", " values (", ")"));
    }

    private static String value(Column column, UUID organization) {
        if (column.name().equals("organization_id")) {
            return "'" + organization + "'";
        }
        return any(column.type());
    }

    private static String any(String type) {
        return switch (type) {
            case "uuid" -> "gen_random_uuid()";
            case "bool" -> "false";
            case "int2" -> "1";
            case "int4", "int8", "float8", "numeric" -> "(random() * 1000000000)::int";
            case "bytea" -> "sha256(gen_random_uuid()::text::bytea)";
            case "timestamptz" -> "now()";
            case "date" -> "current_date";
            case "json", "jsonb" -> "'{}'";
            case "_text" -> "'{observer}'";
            case "_bytea", "_int4", "_int8", "_uuid" -> "'{}'";
            default -> "left(md5(gen_random_uuid()::text), 8)";
        };
    }

    /**
     * Puts a row of each organisation into every table, whatever it refers to and whatever its
     * values: the wall is to hold for any.
     *
     * @return what could not be filled, and why
     */
    List<String> fill(List<UUID> organizations) {
        plant.sql(
                """
                do $$ declare c record; begin
                for c in select conrelid::regclass as relation, conname from pg_constraint
                    where contype = 'c' and connamespace = 'holdfast'::regnamespace
                    and coninhcount = 0 and conrelid <> 0
                loop execute format('alter table %s drop constraint %I', c.relation, c.conname);
                end loop; end $$\
                """);
        for (var byDay :
                List.of("sample_block_short", "sample_block_standard", "sample_block_long")) {
            plant.bean(DayPartitions.class).need(byDay, LocalDate.now(ZoneOffset.UTC));
        }
        var failed = new ArrayList<String>();
        for (var table : whole()) {
            for (var organization : organizations) {
                try {
                    plant.sql(
                            "set session_replication_role = replica; " + row(table, organization));
                } catch (IllegalStateException e) {
                    failed.add(table + ": " + e.getMessage());
                }
            }
        }
        return failed;
    }

    /** A column of it that the application may change, if there is one. */
    Optional<String> changeable(String table) {
        return plant
                .sql(
                        """
                        select attname from pg_attribute where attrelid = '%1$s'::regclass
                        and attnum > 0 and not attisdropped and attgenerated = ''
                        and has_column_privilege('holdfast_app', attrelid, attnum, 'update')
                        order by attname = 'organization_id' desc, attnum limit 1\
                        """
                                .formatted(table))
                .stream()
                .findFirst();
    }

    /** Tables with an organisation where row-level security is off, or not for the owner. */
    List<String> unforced() {
        return plant.sql(
                """
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where %s and a.attname = 'organization_id' and not a.attisdropped
                and not (c.relrowsecurity and c.relforcerowsecurity) order by 1\
                """
                        .formatted(OF_OURS));
    }

    /** What the policies say that open anything to the application, each wording once. */
    List<String> policies() {
        return plant.sql(
                """
                select distinct case when cmd = 'ALL' and permissive = 'PERMISSIVE'
                    and qual = with_check
                    then replace(qual, '::text', '') || ', both ways'
                    else tablename || ' ' || policyname end
                from pg_policies where schemaname = 'holdfast'
                and ('holdfast_app' = any (roles) or 'public' = any (roles)) order by 1\
                """);
    }

    List<String> withoutPolicy() {
        return whole().stream()
                .filter(t -> !t.equals("organization_directory"))
                .filter(t ->
                        plant.sql(
                                        "select count(*) from pg_policies where schemaname ="
                                                + " 'holdfast' and tablename = '"
                                                + t
                                                + "' and 'holdfast_app' = any (roles)")
                                .equals(List.of("0")))
                .toList();
    }

    /** Tables that a policy opens to somebody else than the application. */
    List<String> otherPolicies() {
        return plant.sql(
                """
                select tablename from pg_policies where schemaname = 'holdfast'
                and not 'holdfast_app' = any (roles) order by 1\
                """);
    }

    /** Whatever shows rows and is no table: a view checks as its owner, a kept one not at all. */
    List<String> views() {
        return plant.sql(
                """
                select relname from pg_class c where relkind in ('v', 'm', 'f')
                and relnamespace in ('holdfast'::regnamespace, 'public'::regnamespace)
                and not 'security_invoker=true' = any (coalesce(reloptions, '{}')) order by 1\
                """);
    }

    List<String> looseFunctions() {
        return plant.sql(
                """
                select proname from pg_proc where pronamespace in
                ('holdfast'::regnamespace, 'public'::regnamespace) and prosecdef and not exists
                (select 1 from unnest(coalesce(proconfig, '{}')) s
                 where s = 'search_path=holdfast, pg_temp') order by 1\
                """);
    }

    List<String> beyondRows() {
        return plant.sql(
                """
                select c.relname from pg_class c where %s
                and has_table_privilege('holdfast_app', c.oid, 'truncate, references, trigger')
                order by 1\
                """
                        .formatted(OF_OURS));
    }

    List<String> memberships() {
        return plant.sql(
                "select roleid::regrole::text from pg_auth_members where member ="
                        + " 'holdfast_app'::regrole");
    }

    /** References between organisations' rows whose key does not name the organisation. */
    List<String> looseReferences() {
        return plant.sql(
                """
                select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
                join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'organization_id'
                join pg_attribute b on b.attrelid = k.confrelid and b.attname = 'organization_id'
                where k.contype = 'f' and not exists (select 1
                    from unnest(k.conkey, k.confkey) u(here, there)
                    where u.here = a.attnum and u.there = b.attnum) order by 1\
                """);
    }

    /** Unique keys of organisations' rows that do not name the organisation. */
    List<String> spanningKeys() {
        return plant.sql(
                """
                select c.relname || ' (' || string_agg(k.attname, ', ' order by k.attnum) || ')'
                from pg_index i join pg_class c on c.oid = i.indrelid
                join pg_attribute o on o.attrelid = c.oid and o.attname = 'organization_id'
                join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
                where %s and i.indisunique and not c.relispartition
                and not o.attnum = any (i.indkey)
                group by c.relname, i.indexrelid order by 1\
                """
                        .formatted(OF_OURS));
    }
}
