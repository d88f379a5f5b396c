package io.holdfast.controller;

import io.holdfast.plant.TestSite;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;

/** What a walk through bad input holds against each attempt. */
abstract class BadInputStory extends CentreStory {

    static final SoftAssertions all = new SoftAssertions();

    /** How a door says no. */
    record Said(int status, String code, String detail, String pointer) {}

    /**
     * What is expected of a door.
     *
     * @param recorded the code in the audit log, which may know more than the one outside is told
     */
    record Expected(int status, String code, String recorded, String actor) {}

    static Said refused(String what, Expected expected, Supplier<Said> attempt) {
        var before = everything();
        var refusals = refusals();
        var said = said(what, attempt);
        all.assertThat(said.status()).as(what).isEqualTo(expected.status());
        all.assertThat(said.code()).as(what).isEqualTo(expected.code());
        all.assertThat(said.detail()).as(what).hasSizeGreaterThan(15);
        all.assertThat(everything()).as(what).containsExactlyElementsOf(before);
        all.assertThat(newRefusals(refusals))
                .as(what)
                .containsExactly(expected.recorded() + " " + expected.actor());
        return said;
    }

    static Said said(String what, Supplier<Said> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException e) {
            all.fail(what, e);
            return new Said(0, "", "", "");
        }
    }

    static Said rest(Api.Answer answer) {
        return new Said(
                answer.status(),
                answer.code(),
                answer.body().path("detail").asString(""),
                answer.pointer());
    }

    static Said link(TestSite.Said said) {
        var body = Api.JSON.readTree(said.body());
        return new Said(
                said.status(),
                body.path("code").asString(""),
                body.path("detail").asString(""),
                "");
    }

    static Set<String> refusals() {
        return new HashSet<>(
                plant.sql("select entry_id from audit_entry where outcome = 'REFUSED'"));
    }

    static List<String> newRefusals(Set<String> known) {
        return plant.sql(
                "select code || ' ' || actor from audit_entry where outcome = 'REFUSED'"
                        + " and entry_id not in (select unnest('{"
                        + String.join(",", known)
                        + "}'::uuid[]))");
    }

    /** Number and digest of the rows of every table but the audit log's own. */
    static List<String> everything() {
        var tables =
                plant.sql(
                        """
                        select relname from pg_class where relnamespace = 'holdfast'::regnamespace
                        and relkind = 'r' and relname not like 'audit%' order by relname\
                        """);
        var each =
                tables.stream()
                        .map(t ->
                                "select '%1$s ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from %1$s t"
                                        .formatted(t))
                        .toList();
        return plant.sql(String.join(" union all ", each) + " order by 1");
    }
}
