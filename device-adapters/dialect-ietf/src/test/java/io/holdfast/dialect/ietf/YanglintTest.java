package io.holdfast.dialect.ietf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.spi.contract.RandomConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * libyang as a judge who read the standards on its own: every configuration written must be valid
 * data of the modules. Needs {@code yanglint} (Debian libyang2-tools) and the modules in the folder
 * that {@code HOLDFAST_YANG} names.
 */
final class YanglintTest {

    private static final Path JUDGE = Path.of("/usr/bin/yanglint");

    private final IetfDialect dialect = new IetfDialect();

    @TempDir Path scratch;

    @BeforeAll
    static void the_judge_is_here() {
        assumeTrue(Files.isExecutable(JUDGE), "yanglint is not installed (libyang2-tools)");
        assumeTrue(
                modules().map(Files::isDirectory).orElse(false),
                "HOLDFAST_YANG does not name a folder with YANG modules");
    }

    private static Optional<Path> modules() {
        return Optional.ofNullable(System.getenv("HOLDFAST_YANG")).map(Path::of);
    }

    @Test
    void a_firewall_is_valid() throws Exception {
        judge("firewall", Plants.firewall());
    }

    @Test
    void a_switch_is_valid() throws Exception {
        judge("switch", Plants.switchConfig());
    }

    @Test
    void a_compiled_site_is_valid() throws Exception {
        var plan = Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);
        var compiled = PolicyCompiler.compile(Blueprint.reference(), plan);
        for (var device : compiled.devices().entrySet()) {
            judge(device.getKey().value(), device.getValue());
        }
    }

    @Test
    void an_empty_device_is_valid() throws Exception {
        judge("empty", DeviceConfig.EMPTY);
    }

    @Test
    void random_configurations_are_valid() throws Exception {
        var documents = new ArrayList<Path>();
        for (long seed = 1; seed <= 400; seed++) {
            var config = RandomConfigs.of(seed);
            if (dialect.blockers(config, Plants.device(Plants.EVERY_MODULE)).isEmpty()) {
                documents.add(document("seed-" + seed, asDatastore(config)));
            }
        }
        assertThat(documents).hasSizeGreaterThan(300);
        var verdict = verdict(documents);
        assertThat(verdict.exitCode()).as(verdict.words()).isZero();
    }

    @Test
    void one_bad_configuration_among_many_is_found() throws Exception {
        var good = document("good", asDatastore(Plants.firewall()));
        var bad = document("bad", asDatastore(Plants.firewall()).replace("acl:accept", "acl:let"));
        assertThat(verdict(List.of(good, bad, good)).exitCode()).isNotZero();
    }

    @Test
    void the_judge_does_refuse() throws Exception {
        var text = asDatastore(Plants.firewall()).replace("acl:accept", "acl:allow");
        assertThat(verdict(List.of(document("broken", text))).exitCode()).isNotZero();
    }

    private void judge(String name, DeviceConfig config) throws Exception {
        var verdict = verdict(List.of(document(name, asDatastore(config))));
        assertThat(verdict.exitCode()).as(name + ": " + verdict.words()).isZero();
    }

    /**
     * The text as it stands in a device afterwards: operations are gone and the bridge has the
     * address it always had.
     */
    private String asDatastore(DeviceConfig config) {
        return dialect.render(config, Plants.device(Plants.EVERY_MODULE))
                .text()
                .replace(" nc:operation=\"replace\"", "")
                .replace("<bridge-type", "<address>02-00-00-00-00-01</address><bridge-type");
    }

    private record Judged(int exitCode, String words) {}

    private Path document(String name, String text) throws IOException {
        return Files.writeString(scratch.resolve(name + ".xml"), text);
    }

    /** One call for all: loading the modules costs more than judging a document. */
    private Judged verdict(List<Path> documents) throws IOException, InterruptedException {
        var said = scratch.resolve("said");
        var folder = modules().orElseThrow();
        var command = new ArrayList<>(List.of(JUDGE.toString(), "-p", folder.toString()));
        command.addAll(List.of("-F", "ietf-access-control-list:*", "-t", "config"));
        for (var module : Plants.EVERY_MODULE) {
            command.add(folder.resolve(module + ".yang").toString());
        }
        documents.forEach(document -> command.add(document.toString()));
        var judge =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            assertThat(judge.waitFor(60, TimeUnit.SECONDS)).as("yanglint answers").isTrue();
        } finally {
            judge.destroyForcibly();
        }
        return new Judged(judge.exitValue(), Files.readString(said));
    }
}
