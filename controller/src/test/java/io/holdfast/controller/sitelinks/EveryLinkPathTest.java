package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

/**
 * Every path of the link, as the running listener has them, asked in the name of a site by who has
 * no certificate, by a site of another organisation and by another site of the same: nothing of the
 * site is answered, and nothing of it is changed (G-30). A new path without a row fails.
 */
class EveryLinkPathTest extends SiteLinksStory {

    /** What is said in a site's name: its identity, the speaker's keys. */
    private static final Map<String, Function<TestSite, byte[]>> ROWS =
            Map.of(
                    "/",
                    site -> WireJson.write(site.quiet(0, 0)).toArray(),
                    "/link/v1/contact",
                    site -> WireJson.write(site.quiet(0, 0)).toArray(),
                    "/link/v1/telemetry",
                    site ->
                            WireJson.write(
                                            new TelemetryRequest(
                                                    1,
                                                    site.token.identity(),
                                                    List.of(),
                                                    List.of(),
                                                    List.of()))
                                    .toArray(),
                    "/link/v1/enrol",
                    EveryLinkPathTest::enrolment,
                    "/link/v1/renew",
                    EveryLinkPathTest::enrolment);

    private static byte[] enrolment(TestSite site) {
        return WireJson.write(site.enrolment("ab".repeat(32))).toArray();
    }

    @Test
    void the_listener_has_the_paths_that_have_rows() throws ReflectiveOperationException {
        var listener =
                plant.beans(SmartLifecycle.class).stream()
                        .filter(b -> b.getClass().getSimpleName().equals("LinkListener"))
                        .findFirst()
                        .orElseThrow();
        var paths = listener.getClass().getDeclaredMethod("paths");
        paths.setAccessible(true);
        assertThat(((Map<?, ?>) paths.invoke(listener)).keySet()).isEqualTo(ROWS.keySet());
    }

    @Test
    void at_no_path_does_anybody_speak_for_a_site_but_itself() {
        var site = enrolled(water, newSite(water));
        site.answer(site.quiet(0, 0));
        var speakers =
                Map.of(
                        "without a certificate", newBox(water, newSite(water)),
                        "a neighbour", enrolled(water, newSite(water)),
                        "of another organisation", enrolled(power, newSite(power)));
        var before = rows(site);
        var wrong = new ArrayList<String>();
        new TreeMap<>(ROWS)
                .forEach((path, words) ->
                        speakers.forEach((who, speaker) -> {
                            var posing =
                                    new TestSite(
                                            site.token,
                                            plant.bean(LinkKeys.class).authority().certificate(),
                                            speaker.signing,
                                            speaker.encryption,
                                            "TLSv1.3");
                            posing.shows(speaker.chain());
                            var said = posing.post(path, words.apply(posing));
                            if (!Set.of(401, 403, 404).contains(said.status())
                                    || said.body().contains(water.toString())
                                    || said.body().contains("ertificateChain")) {
                                wrong.add(who + " at " + path + ": " + said);
                            }
                        }));
        assertThat(wrong).isEmpty();
        assertThat(rows(site)).isEqualTo(before);
    }

    /** What the centre has of the site itself. */
    private static List<String> rows(TestSite site) {
        var code = site.token.identity().site().value();
        var each = new ArrayList<String>();
        for (var table : List.of("link_site", "link_contact", "site_certificate", "site_journal")) {
            each.add(
                    "select '%1$s ' || coalesce(string_agg(t::text, '|' order by t::text), '') from %1$s t where site_code = '%2$s' and organization_id = '%3$s'"
                            .formatted(table, code, water));
        }
        return plant.sql(String.join(" union all ", each) + " order by 1");
    }
}
