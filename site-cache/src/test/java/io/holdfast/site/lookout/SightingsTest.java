package io.holdfast.site.lookout;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.SlotReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SightingsTest {

    private static final DeviceSlot FW = new DeviceSlot("fw-1");

    @TempDir Path folder;

    private static SlotReport report() {
        return new SlotReport(
                FW, Instant.EPOCH, "WAITING", 0, "", "", null, "", List.of(), null, null);
    }

    @Test
    void what_a_device_runs_is_told_and_kept_without_the_secrets_in_it() throws Exception {
        var secret = UUID.randomUUID().toString();
        var text =
                "<interfaces xmlns=\"urn:i\"><interface><name>ppp0</name><chap><local-secret>"
                        + secret
                        + "</local-secret></chap></interface></interfaces>";
        try (var store = SiteStore.open(folder.resolve("site.db"))) {
            var sightings = new Sightings(store);
            sightings.running(FW, text);
            assertThat(sightings.attach(report()).running())
                    .contains("<name>ppp0</name>", "{{masked:local-secret}}")
                    .doesNotContain(secret);
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    void a_text_without_secrets_is_kept_letter_by_letter() {
        var text =
                "<interfaces xmlns=\"urn:i\"><interface><name>lan0</name><type xmlns:t=\"urn:t\">"
                        + "t:ethernet</type><psk>{{secret:wifi@1}}</psk></interface></interfaces>";
        try (var store = SiteStore.open(folder.resolve("site.db"))) {
            var sightings = new Sightings(store);
            sightings.running(FW, text);
            assertThat(sightings.attach(report()).running()).isEqualTo(text);
        }
    }
}
