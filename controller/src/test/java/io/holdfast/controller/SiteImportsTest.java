package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdfast.controller.imports.ImportProblem;
import io.holdfast.controller.imports.ImportReport;
import io.holdfast.controller.imports.ImportReport.Action;
import io.holdfast.controller.imports.SiteImports;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Files of sites, devices and prefixes: tried, imported whole, or not at all. */
class SiteImportsTest extends CentreStory {

    private static final String HEAD =
            "kind,site,name,timeZone,number,slot,role,model,address,configured,zone,prefix\n";

    private static ImportReport run(String file, boolean dryRun) {
        return as(Caller.centre(waterworks, "test"), file, dryRun);
    }

    private static ImportReport as(Caller caller, String file, boolean dryRun) {
        return Acting.as(
                caller,
                () ->
                        plant.bean(SiteImports.class)
                                .run(
                                        file.getBytes(StandardCharsets.UTF_8),
                                        SiteImports.Form.CSV,
                                        "a test",
                                        dryRun));
    }

    private static List<Action> actions(ImportReport report) {
        return report.lines().stream().map(ImportReport.Line::action).toList();
    }

    @Test
    void a_file_is_tried_without_a_trace_then_imported_whole_and_once() {
        var good =
                HEAD
                        + "prefix,im-31,,,,,,,,,ot,172.20.31.0/24\n"
                        + "site,im-31,Imported 31,Europe/Berlin,31,,,,,,,\n"
                        + "site,im-32,\"Works \"\"Nord\"\", 2+2\",UTC,32,,,,,,,\n"
                        + "device,im-31,,,,ap-2,access-point,M,10.31.99.7,no,,\n";

        var before = waterworksRows();

        var tried = run(good, true);

        assertThat(tried.allProblems()).isEmpty();
        assertThat(tried.applied()).isFalse();
        assertThat(actions(tried))
                .containsExactly(Action.PROPOSE, Action.ADD, Action.ADD, Action.PROPOSE);
        assertThat(waterworksRows()).isEqualTo(before);
        long revision = water.get("/policy").body().path("revision").asLong();

        var done = run(good, false);

        assertThat(done.applied()).isTrue();
        assertThat(water.get("/policy").body().path("revision").asLong())
                .as("both sites in one revision")
                .isEqualTo(revision + 1);
        var change = water.get("/change-requests/" + done.change().orElseThrow()).body();
        assertThat(change.path("state").asString()).isIn("DRAFT", "VERIFIED");
        assertThat(change.toString()).contains("172.20.31.0/24", "10.31.99.7");
        assertThat(water.get("/sites/im-32").body().path("name").asString())
                .isEqualTo("Works \"Nord\", 2+2");
        assertThat(water.get("/sites/im-31/zones").body().toString())
                .as("policy changes by approval alone")
                .doesNotContain("172.20.31.0/24");

        var sitesAgain = run(HEAD + good.split("\n", -1)[2] + "\n", false);
        assertThat(actions(sitesAgain)).containsExactly(Action.UNCHANGED);
        assertThat(sitesAgain.change()).isEmpty();
    }

    @Test
    void one_bad_line_keeps_the_whole_file_out_and_every_bad_line_is_told() {
        var before = waterworksRows();
        var file =
                HEAD
                        + "site,im-41,Imported 41,Europe/Berlin,41,,,,,,,\n"
                        + "site,ww-01,Another name,Europe/Berlin,1,,,,,,,\n"
                        + "site,im-42,Number taken,UTC,4,,,,,,,\n"
                        + "site,im-43,Too far,UTC,251,,,,,,,\n"
                        + "site,im-44,No such zone,Mars/Olympus,44,,,,,,,\n"
                        + "prefix,zz-99,,,,,,,,,ot,172.20.1.0/24\n"
                        + "prefix,im-41,,,,,,,,,casino,172.20.1.0/24\n"
                        + "device,im-41,,,,fw-1,firewall,M,10.41.99.9,yes,,\n";

        for (boolean dryRun : List.of(true, false)) {
            var report = run(file, dryRun);
            assertThat(report.applied()).isFalse();
            assertThat(report.allProblems())
                    .extracting(ImportProblem::line)
                    .containsExactly(3, 4, 5, 6, 7, 8, 9);
            assertThat(report.allProblems())
                    .extracting(ImportProblem::code)
                    .containsExactly(
                            "SITE_EXISTS",
                            "SITE_NUMBER_TAKEN",
                            "SITE_NUMBER_OUT_OF_RANGE",
                            "NOT_A_TIME_ZONE",
                            "SITE_UNKNOWN",
                            "ZONE_UNKNOWN",
                            "DEVICE_DIFFERS");
            assertThat(waterworksRows()).isEqualTo(before);
        }
    }

    @Test
    void what_the_model_refuses_comes_back_at_the_line_and_no_site_stays_behind() {
        var before = waterworksRows();
        for (var bad :
                List.of(
                        "prefix,im-51,,,,,,,,,wan,172.20.51.0/24\n",
                        "device,im-51,,,,sw-9,switch,M,10.9.9.9,no,,\n")) {
            var report = run(HEAD + "site,im-51,Imported 51,UTC,51,,,,,,,\n" + bad, false);

            assertThat(report.applied()).isFalse();
            assertThat(report.allProblems()).as(bad).isNotEmpty();
            assertThat(report.lines().getLast().action()).as(bad).isEqualTo(Action.FAULTY);
            assertThat(waterworksRows()).isEqualTo(before);
        }
    }

    @Test
    void who_may_not_add_sites_may_not_even_try() {
        var observer =
                new Caller(
                        waterworks,
                        Caller.Kind.PERSON,
                        "test",
                        "ole",
                        "Ole",
                        Set.of(Role.OBSERVER),
                        Set.of(Permission.READ));
        assertThatThrownBy(() -> as(observer, HEAD + UUID.randomUUID() + "\n", true))
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::kind)
                .isEqualTo(Refused.Kind.FORBIDDEN);
    }

    @Test
    void over_http_a_file_is_tried_then_imported_once_however_often_it_is_sent() {
        var file =
                HEAD
                        + "site,im-61,\"Works, äußeres\",Europe/Berlin,61,,,,,,,\n"
                        + "prefix,im-61,,,,,,,,,ot,172.20.61.0/24\n";
        var before = waterworksRows();

        var tried = water.csv("/imports?dryRun=true", file, null);

        assertThat(tried.status()).as(tried.body().toString()).isEqualTo(200);
        assertThat(tried.body().path("applied").asBoolean()).isFalse();
        assertThat(tried.body().path("added").asInt()).isEqualTo(1);
        assertThat(waterworksRows()).isEqualTo(before);

        var key = UUID.randomUUID().toString();
        var done = water.csv("/imports?reason=By%20a%20program", file, key);
        assertThat(done.status()).as(done.body().toString()).isEqualTo(201);
        assertThat(water.get("/sites/im-61").body().path("name").asString())
                .isEqualTo("Works, äußeres");
        var change = done.body().path("change").asString();
        assertThat(water.get("/change-requests/" + change).body().path("reason").asString())
                .isEqualTo("By a program");

        var again = water.csv("/imports?reason=By%20a%20program", file, key);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body().path("change").asString()).isEqualTo(change);
        assertThat(water.csv("/imports", file + "\n", key).code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(water.csv("/imports", file, null).code()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }

    @Test
    void over_http_a_refused_file_names_each_line_and_field_at_fault() {
        var before = waterworksRows();
        var file =
                HEAD
                        + "site,im-62,Imported 62,UTC,62,,,,,,,\n"
                        + "site,im-63,Imported 63,Mars/Olympus,63,,,,,,,\n"
                        + "prefix,im-62,,,,,,,,,casino,172.20.62.0/24\n";

        var tried = water.csv("/imports?dryRun=true", file, null);
        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.body().path("faulty").asInt()).isEqualTo(2);

        var refused = water.csv("/imports", file, UUID.randomUUID().toString());
        assertThat(refused.status()).isBetween(400, 422);
        assertThat(refused.code()).isEqualTo("IMPORT_REFUSED");
        assertThat(refused.body().path("errors").findValuesAsString("pointer"))
                .containsExactly("/lines/3/timeZone", "/lines/4/zone");
        assertThat(waterworksRows()).isEqualTo(before);

        var quote = water.csv("/imports?dryRun=true", HEAD + "site,\"im-64\n", null);
        assertThat(quote.body().toString()).contains("NOT_CSV");
    }
}
