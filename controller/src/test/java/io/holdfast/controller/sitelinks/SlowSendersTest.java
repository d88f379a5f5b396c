package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.plant.TestSite;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sites that send slowly, over the real link: they slow themselves and are cut off (T12). */
class SlowSendersTest extends SiteLinksStory {

    private static final List<String> PATHS =
            List.of("/link/v1/contact", "/link/v1/telemetry", "/link/v1/renew");

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void ends() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private static List<TestSite> boxes(int count) {
        var boxes = new ArrayList<TestSite>();
        for (int i = 0; i < count; i++) {
            boxes.add(enrolled(water, newSite(water)));
        }
        return boxes;
    }

    /** One byte a second, as long as each of them takes it. */
    private void drip() throws IOException {
        for (var socket : sockets) {
            socket.getOutputStream().write(' ');
            socket.getOutputStream().flush();
        }
    }

    private static boolean ended(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void allEnd() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> sockets.stream().allMatch(SlowSendersTest::ended));
    }

    @Test
    void whoever_sends_a_byte_a_second_has_no_place_of_his_organisation() throws Exception {
        var good = enrolled(water, newSite(water));
        for (var site : boxes(9)) {
            for (var path : PATHS) {
                sockets.add(site.begins(path, 1000, new byte[] {'{'}));
            }
        }
        for (int second = 0; second < 5; second++) {
            await(1);
            drip();
            assertThat(good.contact(good.quiet(0, 0)).status()).isEqualTo(200);
            assertThat(good.post("/link/v1/telemetry", FloodTest.samples(good)).status())
                    .isEqualTo(200);
        }
        allEnd();
    }

    @Test
    void large_bodies_that_stop_in_the_middle_keep_large_ones_waiting_until_they_are_cut_off()
            throws Exception {
        var good = enrolled(water, newSite(water));
        var large = FloodTest.samples(good, 300);
        assertThat(large.length).isGreaterThan(17 * 1024);
        for (var site : boxes(4)) {
            sockets.add(site.begins("/link/v1/telemetry", 1_000_000, large));
        }
        await(1);
        assertThat(good.post("/link/v1/telemetry", large).status()).isEqualTo(503);
        assertThat(good.post("/link/v1/telemetry", FloodTest.samples(good)).status())
                .isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(25))
                .until(() -> good.post("/link/v1/telemetry", large).status() == 200);
        allEnd();
    }

    @Test
    void whoever_is_slow_and_keeps_the_pace_is_heard() throws Exception {
        var site = enrolled(water, newSite(water));
        var large = FloodTest.samples(site, 500);
        int beginning = large.length - 12;
        var socket =
                site.begins("/link/v1/telemetry", large.length, Arrays.copyOf(large, beginning));
        sockets.add(socket);
        for (int at = beginning; at < large.length; at++) {
            await(1);
            socket.getOutputStream().write(large[at]);
            socket.getOutputStream().flush();
        }
        var answer = new byte[15];
        assertThat(socket.getInputStream().readNBytes(answer, 0, 15)).isEqualTo(15);
        assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
    }
}
