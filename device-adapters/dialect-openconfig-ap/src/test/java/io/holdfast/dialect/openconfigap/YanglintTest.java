package io.holdfast.dialect.openconfigap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.core.config.DeviceConfig;
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
 * libyang as a judge who read the OpenConfig models on its own. Needs {@code yanglint} (Debian
 * libyang2-tools) and the modules in the folder that {@code HOLDFAST_YANG} names.
 */
final class YanglintTest {

    private static final Path JUDGE = Path.of("/usr/bin/yanglint");

    private final AccessPointDialect dialect = new AccessPointDialect();

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
    void networks_and_ports_are_valid_data_of_the_models() throws Exception {
        var documents = new ArrayList<Path>();
        documents.add(document("hall", AccessPointDialectTest.hall(), ""));
        for (long seed = 1; seed <= 60; seed++) {
            documents.add(document("seed-" + seed, AccessPointDialectTest.randomPoint(seed), ""));
        }
        var verdict = verdict(documents);
        assertThat(verdict.exitCode()).as(verdict.words()).isZero();
    }

    @Test
    void the_judge_does_refuse() throws Exception {
        var broken = document("broken", AccessPointDialectTest.hall(), "OPENING");
        var good = document("good", AccessPointDialectTest.hall(), "");
        assertThat(verdict(List.of(broken)).exitCode()).isNotZero();
        assertThat(verdict(List.of(good, broken, good)).exitCode()).isNotZero();
    }

    /** As it stands in a device: the point is provisioned, operations are gone. */
    private Path document(String name, DeviceConfig config, String mode) throws IOException {
        var device = AccessPointDialectTest.device();
        var text = dialect.render(config, device).text().replace(" nc:operation=\"replace\"", "");
        var provisioned =
                "<provision-aps xmlns=\"http://openconfig.net/yang/ap-manager\"><provision-ap>"
                        + "<mac>00:00:5e:00:53:01</mac><config><mac>00:00:5e:00:53:01</mac>"
                        + "<hostname>ap</hostname></config></provision-ap></provision-aps>\n";
        return Files.writeString(
                scratch.resolve(name + ".xml"),
                provisioned + (mode.isEmpty() ? text : text.replace("WPA2_PERSONAL", mode)));
    }

    private record Judged(int exitCode, String words) {}

    private Judged verdict(List<Path> documents) throws IOException, InterruptedException {
        var said = scratch.resolve("said");
        var folder = modules().orElseThrow();
        var command =
                new ArrayList<>(
                        List.of(JUDGE.toString(), "-i", "-p", folder.toString(), "-t", "config"));
        for (var module :
                List.of(
                        "iana-if-type",
                        "openconfig-access-points",
                        "openconfig-interfaces",
                        "openconfig-if-ethernet",
                        "openconfig-vlan")) {
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
