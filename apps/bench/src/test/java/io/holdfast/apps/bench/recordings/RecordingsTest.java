package io.holdfast.apps.bench.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {

    private static final String DEVICE =
            """
            1.3.6.1.2.1.1.1.0|4|ACME-8T, firmware version 1.2.3
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.32473.1
            1.3.6.1.2.1.1.5.0|4|Pump-House
            1.3.6.1.2.1.2.2.1.2.1|4|port one
            1.3.6.1.2.1.2.2.1.2.2|4|port two
            1.3.6.1.2.1.2.2.1.3.1|2|6
            1.3.6.1.2.1.2.2.1.3.2|2|6
            1.3.6.1.2.1.2.2.1.6.1|4x|02005e100001
            1.3.6.1.2.1.2.2.1.8.1|2|1
            1.3.6.1.2.1.2.2.1.8.2|2|2
            1.3.6.1.2.1.17.7.1.4.3.1.1.7|4|cameras
            1.3.6.1.2.1.17.7.1.4.3.1.2.7|4x|C0
            1.3.6.1.2.1.17.7.1.4.3.1.4.7|4x|40
            """;

    private static final String INVENTORY =
            """
            {"os":{"discovery":{"devices":[{"sysName":"pump-house","hardware":"ACME-8T",
              "version":"1.2.3","serial":null,"sysContact":"<private>"}]},"poller":"matches discovery"},
             "ports":{"discovery":{"ports":[
               {"ifIndex":1,"ifDescr":"port one","ifName":"port one","ifAlias":"port one","deleted":0},
               {"ifIndex":2,"ifDescr":"port two","ifName":"port two","ifType":"ethernetCsmacd"}]},
              "poller":{"ports":[
               {"ifIndex":1,"ifOperStatus":"up","ifPhysAddress":"02005e100001"},
               {"ifIndex":2,"ifOperStatus":"down"}]}},
             "vlans":{"discovery":{"vlans":[{"vlan_vlan":7,"vlan_name":"cameras"}],
              "ports_vlans":[{"baseport":1,"vlan":7,"untagged":0},{"baseport":2,"vlan":7,"untagged":1}]}}}
            """;

    @TempDir Path folder;

    private void file(String name, String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve(name), packed.toByteArray());
    }

    private Replay.Seen played(String device, String inventory, @Nullable String breaking)
            throws IOException {
        file("acme_1.snmprec.gz", device);
        file("acme_1.expected.json.gz", inventory);
        return new Replay(false, breaking).play(folder, 1).get("acme_1");
    }

    @Test
    void a_device_replayed_over_udp_is_seen_as_it_is() throws Exception {
        var seen = played(DEVICE, INVENTORY, null);

        assertThat(seen.silence()).isEmpty();
        assertThat(seen.verdict().differences()).isEmpty();
        assertThat(seen.verdict().total()).isEqualTo(16);
        assertThat(seen.system()).isEqualTo("acme");
    }

    @Test
    void what_is_wrong_is_found_field_by_field() throws Exception {
        var other =
                INVENTORY
                        .replace("\"version\":\"1.2.3\"", "\"version\":\"1.2.4\"")
                        .replace("\"ifOperStatus\":\"down\"", "\"ifOperStatus\":\"up\"")
                        .replace("\"baseport\":2", "\"baseport\":3");

        assertThat(played(DEVICE, other, null).verdict().differences())
                .extracting(Difference::field)
                .containsExactly("version", "port.oper", "vlan.member");
    }

    @Test
    void an_adapter_that_loses_ports_or_vlans_is_found() throws Exception {
        assertThat(played(DEVICE, INVENTORY, "ports").verdict().differences()).isNotEmpty();
        assertThat(played(DEVICE, INVENTORY, "vlans").verdict().differences()).isNotEmpty();
    }

    @Test
    void an_agent_that_answers_backwards_is_not_believed() throws Exception {
        var seen = played(DEVICE, INVENTORY, "order");

        assertThat(seen.silence()).as("what it says one by one is read").isEmpty();
        assertThat(seen.verdict().differences())
                .as("no table of it is believed")
                .extracting(Difference::field)
                .contains("port.name", "port.mac", "vlan");
    }

    @Test
    void an_excuse_needs_a_reason() {
        assertThatThrownBy(() -> AllowList.of("acme_1 | version |"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(
                        AllowList.of("# remark\nacme_* | version | ours is the product's\n")
                                .covers("acme_1", new Difference("version", "", "1", "2")))
                .isTrue();
    }

    @Test
    void recorded_devices_are_discovered_as_another_product_expects_them() throws Exception {
        var given = System.getenv("HOLDFAST_RECORDINGS");
        assumeTrue(
                given != null && Files.isDirectory(Path.of(given)),
                "HOLDFAST_RECORDINGS names no folder of recordings");
        var allowed = AllowList.standard();
        var unexcused = new ArrayList<String>();
        int asserted = 0;
        int excused = 0;
        for (var one : new Replay(false, null).play(Path.of(given), 6).values()) {
            asserted += one.verdict().total();
            for (var difference : one.verdict().differences()) {
                if (allowed.covers(one.name(), difference)) {
                    excused++;
                } else {
                    unexcused.add(one.name() + ": " + difference);
                }
            }
        }

        assertThat(unexcused).isEmpty();
        assertThat(excused).isLessThanOrEqualTo(asserted / 20);
    }
}
