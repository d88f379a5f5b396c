package io.holdfast.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.ProofFile;
import io.holdfast.core.verify.RuleOrigins;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.SiteShapes;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person types it. */
class VerifyProofTest {

    /** Where the built-in blueprint's certificates are kept, for everybody to check. */
    private static final Path CERTIFICATES = Path.of("../../docs/certificates");

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Holdfast.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private static String proved(SitePlan plan) {
        var model = Blueprint.reference();
        var site = Situation.of(model, plan, PolicyCompiler.compile(model, plan).devices());
        var proof = SiteProof.prove(PacketSpace.create(), site, RuleOrigins.UNKNOWN);
        assertThat(proof.holds()).isTrue();
        return WireJson.text(ProofFile.of(site, proof.certificate()));
    }

    private static SitePlan plan() {
        return Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("certificate.json"), text);
    }

    @Test
    void a_certificate_is_confirmed_without_any_server() throws IOException {
        assertThat(run("proof", "verify", file(proved(plan())).toString())).isZero();
        assertThat(out.toString())
                .startsWith("Confirmed: site ww-01 allows exactly what was approved")
                .contains("Assumed: ap-1 is not configured by Holdfast");
    }

    @Test
    void the_answer_is_one_json_object_when_asked_for() throws IOException {
        assertThat(run("proof", "verify", file(proved(plan())).toString(), "-o", "json")).isZero();
        assertThat(out.toString()).startsWith("{\"confirmed\":true,\"holds\":true");
    }

    @Test
    void a_rule_changed_in_the_file_is_found_with_a_packet() throws IOException {
        // The historian's port in one rule of the firewall; model and certificate stay.
        var text = proved(plan());
        int rule = text.indexOf("\"tcp/4840\"", text.indexOf("\"accessLists\""));
        var forged = text.substring(0, rule) + "\"tcp/4841\"" + text.substring(rule + 10);
        assertThat(run("proof", "verify", file(forged).toString())).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("NOT confirmed")
                .contains("Differs, in the file only: input device fw-1")
                .contains("Against it: NO_UNDOCUMENTED_PATH");
    }

    @Test
    void a_certificate_that_claims_more_than_is_proved_is_not_confirmed() throws IOException {
        var forged = proved(plan()).replaceFirst("pair it ot-dmz [0-9]+", "pair it ot-dmz 1");
        assertThat(run("proof", "verify", file(forged).toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("Differs, the certificate does not have the digest the file names");
    }

    @Test
    void what_is_not_a_certificate_is_wrong_use() throws IOException {
        assertThat(run("proof", "verify", file("{}").toString())).isEqualTo(2);
        assertThat(run("proof", "verify", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(run("proof", "verify")).isEqualTo(2);
        assertThat(run("proof")).isEqualTo(2);
        assertThat(run("unheard-of")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("is not the file of a certificate");
    }

    @Test
    void the_blueprint_comes_with_certificates_of_three_sites_that_are_confirmed()
            throws IOException {
        for (var shape : List.of("one-firewall", "two-perimeters", "pair")) {
            var plan = Objects.requireNonNull(SiteShapes.all().get(shape), shape);
            var filed = CERTIFICATES.resolve("blueprint-" + shape + ".json");
            if (Boolean.getBoolean("holdfast.golden")) {
                Files.createDirectories(CERTIFICATES);
                Files.writeString(filed, proved(plan));
            }
            assertThat(run("proof", "verify", filed.toString())).as(out.toString()).isZero();
        }
    }

    @Test
    void help_is_not_wrong_use() {
        assertThat(run("--help")).isZero();
        assertThat(run("proof", "verify", "--help")).isZero();
        assertThat(out.toString()).contains("proof", "FILE", "-o, --output");
    }
}
