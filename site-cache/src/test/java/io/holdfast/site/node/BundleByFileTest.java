package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.Bytes;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.site.console.Status;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.BundleFile;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A site that nobody reaches any more is brought its next state on a stick. */
class BundleByFileTest extends WholeNode {

    private static HttpResponse<String> hand(RunningSite site, Bytes file) throws Exception {
        var origin = "http://127.0.0.1:" + site.statusPort();
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b\"\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file.toArray());
        body.writeBytes("\r\n--line--\r\n".getBytes(StandardCharsets.UTF_8));
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(origin + "/bundle?lang=en"))
                            .header("Origin", origin)
                            .header("Content-Type", "multipart/form-data; boundary=line")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private static Bytes forged(Bytes file) {
        return Bytes.utf8(file.text().replaceFirst("\"content\":\".", "\"content\":\"f"));
    }

    private static Bytes damaged() {
        return Bytes.utf8("{\"content\":\"" + "A".repeat(500_001) + "\"}");
    }

    @Test
    void it_takes_the_file_by_the_same_rules_and_the_journal_says_so_later() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            centre.cut = true;
            release(smaller(Blueprint.reference()));
            var old = BundleFile.write(centre.bundles.getFirst());
            var stick = BundleFile.write(centre.bundles.getLast());

            assertThat(hand(node.site(), Bytes.utf8("{}")).body())
                    .contains("Refused (BUNDLE_MALFORMED)");
            assertThat(hand(node.site(), damaged()).body())
                    .as("what a bad stick makes of one letter quotes half a megabyte")
                    .contains("Refused (BUNDLE_MALFORMED)");
            assertThat(hand(node.site(), forged(stick)).body())
                    .contains("Refused (CONTENT_DIGEST)");
            assertThat(hand(node.site(), old).body()).contains("The site has 1.1 already");
            assertThat(node.site().status().revision()).isEqualTo(1);

            var taken = hand(node.site(), stick);
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
            assertThat(taken.body()).contains("Accepted: 1.2");
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(node.site().status().devices())
                                    .filteredOn(d -> d.state() == Status.DeviceState.KEPT)
                                    .extracting(Status.DeviceLine::revision)
                                    .containsOnly(2L)
                                    .isNotEmpty());
            assertThat(hand(node.site(), old).body()).contains("Refused (STALE)");

            centre.cut = false;
            awaitReports("KEPT 2");
            journalIsWholeAtTheCentre();
            assertThat(centre.entries("BUNDLE_BROUGHT")).hasSize(6);
            assertThat(centre.journalTypes())
                    .containsSubsequence("BUNDLE_BROUGHT", "BUNDLE_ACCEPTED", "INTENT");
            assertThat(centre.entries("BUNDLE_BROUGHT").get(4).payload())
                    .contains("\"result\":\"ACCEPTED\"");
        }
    }
}
