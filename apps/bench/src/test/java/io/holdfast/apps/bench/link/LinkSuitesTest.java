package io.holdfast.apps.bench.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.apps.bench.Bench;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Both suites of the link from end to end, with few sites. Whether a goal is reached is for a run
 * of the right size on a quiet machine; that something was measured, and nothing lost, is for here.
 */
class LinkSuitesTest {

    private static JsonNode ran(String... words) {
        var out = new ByteArrayOutputStream();
        Bench.started(
                List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        var last = out.toString(StandardCharsets.UTF_8).lines().reduce((_, b) -> b).orElse("");
        var said = JsonMapper.builder().build().readTree(last);
        assertThat(said.path("firstFailures").toString())
                .doesNotContain("broke")
                .doesNotContain("lost")
                .doesNotContain("reads of the dashboard failed")
                .doesNotContain("heap");
        return said;
    }

    @Test
    void journals_that_are_handed_over_at_once_are_all_stored() {
        var said = ran("bench", "journal", "--sites", "3", "--entries", "1100", "--json");
        assertThat(said.at("/counts/entries told").asLong()).isEqualTo(3 * (122 + 366 + 1100));
        assertThat(said.at("/counts/entries stored").asLong()).isEqualTo(3 * (122 + 366 + 1100));
        assertThat(said.at("/counts/reads of the dashboard").asLong()).isPositive();
        assertThat(said.at("/figures/last over first/value").asDouble()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void sites_are_held_told_and_come_back_beside_the_peer() {
        var said = ran("bench", "link", "--sites", "8", "--holding", "1", "--pairs", "1", "--json");
        assertThat(said.path("peers").toString()).contains("Tomcat");
        assertThat(said.at("/figures/resident for a site/value").isNumber()).isTrue();
        assertThat(said.at("/figures/resident for a site, Tomcat/value").isNumber()).isTrue();
        assertThat(
                        said.at("/figures/another state told to all, until each has it/value")
                                .asDouble())
                .isPositive();
        assertThat(said.at("/figures/all back, heard and answered/value").asDouble()).isPositive();
        assertThat(said.at("/ratios").size()).isEqualTo(2);
    }
}
