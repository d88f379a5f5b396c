package io.holdfast.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.FingerprintWords;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person types it. */
class ShowBundleTest {

    private static final String AT = "--at=" + RealSite.NOW;

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Forgery offer = new Forgery();
    private String trust = "";
    private String before = "";

    @BeforeEach
    void files() throws IOException {
        trust = "--trust=" + file("trust.json", offer.trustFile());
        before = "--in-force=" + file("before.json", offer.inForceFile());
    }

    private int run(String... args) {
        return Holdfast.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private String offered() throws IOException {
        return file("bundle.json", offer.bytes());
    }

    @Test
    void a_bundle_is_shown_in_words_and_its_site_would_take_it() throws IOException {
        assertThat(run("bundle", "show", offered(), trust, before, AT)).isZero();
        assertThat(out.toString())
                .startsWith(
                        "Bundle for site ww-01 (Waterworks), incarnation 2: epoch 3, revision 8")
                .contains("Based on: epoch 3, revision 7")
                .contains(
                        "Words: "
                                + FingerprintWords.ofContent(
                                        Digests.of(WireJson.write(offer.content))))
                .contains("Risk: R1 by what it changes, declared R1")
                .contains("Approved by: nobody")
                .contains("MAINTENANCE nights: FREQ=DAILY")
                .contains(RealSite.END + " closes vendor, open for at most PT12H")
                .contains("Device fw-1, group ")
                .contains("+ list ")
                .contains("ACCEPTABLE: the site would take it, as a change of class R1.")
                .contains(Digests.of(Bytes.of(offer.trustFile())));
    }

    @Test
    void why_a_site_would_not_take_it_is_said_with_the_sites_own_code() throws IOException {
        offer.deliverers = List.of(Forgery.STRANGER);
        assertThat(run("bundle", "show", offered(), trust, before, AT)).isEqualTo(1);
        assertThat(out.toString()).contains("REFUSED (DELIVERY_SIGNATURE): ");
    }

    @Test
    void another_site_is_told_that_it_is_not_meant() throws IOException {
        assertThat(run("bundle", "show", offered(), trust, "--site=cl-03", AT)).isEqualTo(1);
        assertThat(out.toString()).contains("REFUSED (WRONG_SITE): ");
    }

    @Test
    void without_the_sites_keys_it_is_shown_and_nobody_says_that_it_is_good() throws IOException {
        assertThat(run("bundle", "show", offered(), "--json")).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("{\"acceptable\":false,\"code\":\"NOT_JUDGED\"")
                .contains("\"site\":\"ww-01\",\"incarnation\":2,\"epoch\":3,\"revision\":8");
    }

    @Test
    void the_answer_is_one_json_object_when_asked_for() throws IOException {
        assertThat(run("bundle", "show", offered(), trust, before, AT, "-o", "json")).isZero();
        assertThat(out.toString())
                .startsWith("{\"acceptable\":true,\"code\":\"ACCEPTABLE\"")
                .contains("\"basedOnEpoch\":3,\"basedOnRevision\":7");
    }

    @Test
    void what_is_no_bundle_is_refused_and_what_is_no_file_is_wrong_use() throws IOException {
        assertThat(run("bundle", "show", file("x", new byte[] {'{'}), trust)).isEqualTo(1);
        assertThat(out.toString()).contains("REFUSED (BUNDLE_MALFORMED): ");

        assertThat(run("bundle", "show", folder.resolve("none").toString(), trust)).isEqualTo(2);
        assertThat(err.toString()).contains("none cannot be read");
        assertThat(run("bundle", "show", offered(), "--trust=" + offered())).isEqualTo(2);
        assertThat(err.toString()).contains("is no trust root");
        assertThat(run("bundle", "show", offered(), trust, "--at=yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("--at is no moment in UTC");
        assertThat(run("bundle")).isEqualTo(2);
    }

    @Test
    void what_nobody_said_of_the_site_stands_beside_the_verdict() throws IOException {
        assertThat(run("bundle", "show", offered(), trust, before, AT)).isZero();
        assertThat(out.toString()).doesNotContain("Assumed");
        run("bundle", "show", offered(), trust);
        assertThat(out.toString())
                .contains(
                        "Assumed, for nobody said it: the site has nothing in force (--in-force)",
                        "it is the time that this machine shows (--at)");
    }

    @Test
    void a_file_says_nothing_to_the_terminal() throws IOException {
        var hostile =
                "{\"\\u001b]0;x\\u0007\\u001b[2J\\u202eACCEPTABLE\":1}"
                        .getBytes(StandardCharsets.US_ASCII);

        assertThat(run("bundle", "show", offered(), "--trust=" + file("t", hostile))).isEqualTo(2);

        assertThat(err.toString())
                .contains("is no trust root")
                .doesNotContain("\u001b", "\u0007", "\u202e");
    }
}
