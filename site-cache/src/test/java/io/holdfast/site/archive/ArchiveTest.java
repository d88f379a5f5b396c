package io.holdfast.site.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    private static final DeviceSlot SW = new DeviceSlot("sw-1");
    private static final String SYSTEM = "urn:ietf:params:xml:ns:yang:ietf-system";

    @TempDir Path folder;

    /** Forms in which devices hold secrets; %s is the secret. */
    private static final List<String> FORMS =
            List.of(
                    "<system"
                            + " xmlns='%1$s'><radius><server><udp><shared-secret>%2$s</shared-secret></udp></server></radius></system>",
                    "<system"
                            + " xmlns='%1$s'><authentication><user><name>ada</name><password>%2$s</password></user></authentication></system>",
                    "<snmp"
                            + " xmlns='urn:s'><community><index>1</index><text-name>%2$s</text-name></community></snmp>",
                    "<snmp"
                            + " xmlns='urn:j'><community><name>%2$s</name><authorization>read-only</authorization></community></snmp>",
                    "<usm xmlns='urn:s'><user><auth><sha><key>%2$s</key></sha></auth></user></usm>",
                    "<ike xmlns='urn:j'><pre-shared-key><ascii-text>%2$s</ascii-text></pre-shared-key></ike>",
                    "<keystore"
                            + " xmlns='urn:k'><cleartext-private-key>%2$s</cleartext-private-key></keystore>",
                    "<bgp xmlns='urn:b'><neighbor><auth-password>%2$s</auth-password></neighbor></bgp>",
                    "<ssids"
                            + " xmlns='urn:w'><ssid><name>plant</name><wpa2-psk>%2$s</wpa2-psk></ssid></ssids>",
                    "<login"
                            + " xmlns='urn:j'><user><encrypted-password>%2$s</encrypted-password></user></login>",
                    "<x xmlns='urn:x'><vendorAdminPassword>%2$s</vendorAdminPassword></x>",
                    "<x xmlns='urn:x'><user password='%2$s'><name>ada</name></user></x>",
                    "<x xmlns='urn:x'><description>was $6$salt$%2$s before</description></x>",
                    "<x xmlns='urn:x'><note>-----BEGIN RSA " + "PRIVATE KEY-----%2$s</note></x>");

    @Test
    void a_thousand_canary_secrets_are_in_no_form_stored() throws Exception {
        var random = new Random(20_261_126);
        try (var store = ArchiveStore.open(folder.resolve("archive.db"))) {
            var words = new ArrayList<SiteWord>();
            var archive = new Archive(store, (word, _) -> words.add(word), Instant::now);
            for (int i = 0; i < 1000; i++) {
                var canary = "canary" + Long.toHexString(random.nextLong());
                var whole = FORMS.get(i % FORMS.size()).formatted(SYSTEM, canary);
                var slot = new DeviceSlot("sw-" + i);
                archive.read(slot, "owned", whole);
                var kept = store.text(store.versions(slot, 1).getFirst().digest()).orElseThrow();
                assertThat(inflated(kept)).contains("{{masked:").doesNotContain(canary);
            }
            assertThat(words).hasSize(1000);
            assertThat(words.toString()).doesNotContain("canary");
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain("canary");
            }
        }
    }

    private static String inflated(io.holdfast.sitelink.telemetry.ArchivedText text)
            throws Exception {
        var inflater = new java.util.zip.Inflater(true);
        inflater.setInput(text.compressed().toArray());
        var plain = new byte[text.length()];
        assertThat(inflater.inflate(plain)).isEqualTo(plain.length);
        return new String(plain, StandardCharsets.UTF_8);
    }

    @Test
    void what_is_no_secret_stays_as_it_is() {
        var text =
                "<interfaces xmlns='urn:i'><interface><name>eth0</name><description>to hall"
                        + " &amp; gate</description></interface></interfaces>";
        assertThat(Masking.xml(text))
                .isInstanceOfSatisfying(
                        Masking.Result.Masked.class,
                        m -> {
                            assertThat(m.masked()).isZero();
                            assertThat(m.text())
                                    .contains("<name>eth0</name>")
                                    .contains("to hall &amp; gate");
                        });
    }

    @Test
    void a_qualified_name_keeps_its_prefix_so_that_the_text_can_be_read_again() {
        var text =
                "<interfaces xmlns='urn:i' xmlns:t='urn:types'><interface><name>fe80::1</name>"
                        + "<type>t:ethernet</type></interface></interfaces>";
        assertThat(Masking.xml(text))
                .isInstanceOfSatisfying(
                        Masking.Result.Masked.class,
                        m ->
                                assertThat(m.text())
                                        .contains("<type xmlns:t=\"urn:types\">t:ethernet</type>")
                                        .contains("<name>fe80::1</name>"));
    }

    @Test
    void a_text_that_cannot_be_read_is_not_stored_at_all() {
        try (var store = ArchiveStore.open(folder.resolve("archive.db"))) {
            var archive = new Archive(store, (_, _) -> {}, Instant::now);
            archive.read(SW, "owned", "<password>canary</wrong>");
            assertThat(store.versions(SW, 9)).isEmpty();
        }
    }

    @Test
    void a_device_is_read_whole_when_its_part_changed_and_by_the_clock() {
        var now = new Instant[] {Instant.parse("2026-03-17T09:00:00Z")};
        try (var store = ArchiveStore.open(folder.resolve("archive.db"))) {
            var words = new ArrayList<SiteWord>();
            var archive = new Archive(store, (word, _) -> words.add(word), () -> now[0]);
            assertThat(archive.wants(SW, "one")).isTrue();
            archive.read(SW, "one", "<a xmlns='urn:a'>1</a>");
            assertThat(archive.wants(SW, "one")).isFalse();
            assertThat(archive.wants(SW, "two")).isTrue();
            archive.read(SW, "two", "<a xmlns='urn:a'>1</a>");
            assertThat(words).hasSize(1);
            now[0] = now[0].plus(Archive.CLOCK);
            assertThat(archive.wants(SW, "two")).isTrue();
            archive.read(SW, "two", "<a xmlns='urn:a'>2</a>");
            assertThat(words)
                    .last()
                    .isInstanceOfSatisfying(
                            SiteWord.ConfigurationSeen.class,
                            s -> assertThat(s.cause()).isEqualTo("CLOCK"));
        }
    }

    @Test
    void versions_are_bounded_and_texts_the_centre_lacks_stay() {
        try (var store = ArchiveStore.open(folder.resolve("archive.db"))) {
            var start = Instant.parse("2026-03-17T09:00:00Z");
            for (int i = 0; i < ArchiveStore.MOST_VERSIONS + 20; i++) {
                store.keep(SW, "text " + i, start.plus(Duration.ofMinutes(i)));
            }
            assertThat(store.versions(SW, 1000)).hasSize(ArchiveStore.MOST_VERSIONS);
            var unsent = store.unsent(1 << 20);
            assertThat(unsent).hasSize(8);
            store.sent(unsent);
            assertThat(store.unsent(1 << 20)).doesNotContainAnyElementsOf(unsent);
        }
    }

    @Test
    void texts_that_are_not_what_was_written_do_not_keep_the_others_from_the_centre()
            throws Exception {
        var file = folder.resolve("archive.db");
        var start = Instant.parse("2026-03-17T09:00:00Z");
        try (var store = ArchiveStore.open(file)) {
            for (int i = 0; i < 20; i++) {
                store.keep(SW, "text " + i, start.plus(Duration.ofMinutes(i)));
            }
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var direct = connection.createStatement()) {
            direct.execute("UPDATE text SET length = -1 WHERE rowid <= 17");
        }
        try (var store = ArchiveStore.open(file)) {
            var unsent = store.unsent(1 << 20);
            assertThat(unsent).hasSize(3);
            store.sent(unsent);
            assertThat(store.unsent(1 << 20)).isEmpty();
        }
    }
}
