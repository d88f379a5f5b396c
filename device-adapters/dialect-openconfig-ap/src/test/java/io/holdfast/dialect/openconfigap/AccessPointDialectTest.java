package io.holdfast.dialect.openconfigap;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecretReference;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.contract.DeviceDialectContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The dialect against its contract and its golden file; {@code -Dholdfast.golden=write} writes it
 * anew.
 */
final class AccessPointDialectTest extends DeviceDialectContract {

    static final List<String> MODULES =
            List.of(
                    OpenConfig.POINTS_MODULE,
                    OpenConfig.INTERFACES_MODULE,
                    "openconfig-if-ethernet",
                    OpenConfig.VLAN_MODULE);

    private final AccessPointDialect dialect = new AccessPointDialect();

    @Override
    protected DeviceDialect dialect() {
        return dialect;
    }

    @Override
    protected List<String> everyModule() {
        return MODULES;
    }

    @Override
    protected DeviceConfig random(long seed) {
        return randomPoint(seed);
    }

    static DeviceConfig randomPoint(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var networks = new ArrayList<WirelessNetwork>();
        for (int i = random.nextInt(7); i > 0; i--) {
            var ssid = "net " + i + List.of("", " <&\"'>", " Büro 水").get(random.nextInt(3));
            networks.add(
                    new WirelessNetwork(
                            ssid, vlan(random), random.nextBoolean(), security(random, i)));
        }
        var ports = new ArrayList<InterfaceConfig>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var mode =
                    switch (random.nextInt(3)) {
                        case 0 -> new InterfaceMode.NoVlan();
                        case 1 -> new InterfaceMode.AccessPort(vlan(random));
                        default -> new InterfaceMode.TrunkPort(List.of(vlan(random), vlan(random)));
                    };
            var words = random.nextBoolean() ? "" : "uplink <" + i + "> äöü";
            ports.add(
                    new InterfaceConfig(
                            "eth" + i, words, random.nextBoolean(), mode, List.of(), List.of()));
        }
        return point(ports, networks);
    }

    static io.holdfast.core.observe.DeviceCapabilities device() {
        return capableOf(MODULES);
    }

    private static int vlan(RandomGenerator random) {
        return 1 + random.nextInt(4094);
    }

    private static WirelessSecurity security(RandomGenerator random, int number) {
        return switch (random.nextInt(3)) {
            case 0 -> new WirelessSecurity.Open();
            case 1 ->
                    new WirelessSecurity.Wpa2Personal(
                            new SecretReference("wifi-" + number, 1 + random.nextInt(99)));
            default -> new WirelessSecurity.Wpa2Enterprise("radius <" + number + ">");
        };
    }

    private static DeviceConfig point(List<InterfaceConfig> ports, List<WirelessNetwork> networks) {
        return new DeviceConfig(
                ports, List.of(), List.of(), List.of(), List.of(), List.of(), networks);
    }

    static DeviceConfig hall() {
        return point(
                List.of(
                        new InterfaceConfig(
                                "eth0",
                                "to sw-1",
                                true,
                                new InterfaceMode.TrunkPort(List.of(10, 99)),
                                List.of(),
                                List.of())),
                List.of(
                        new WirelessNetwork(
                                "Office",
                                10,
                                true,
                                new WirelessSecurity.Wpa2Personal(
                                        new SecretReference("wifi-office", 3))),
                        new WirelessNetwork(
                                "Staff",
                                10,
                                false,
                                new WirelessSecurity.Wpa2Enterprise("radius"))));
    }

    @Test
    void an_access_point_is_told_as_the_golden_file_says() throws IOException {
        var device = capableOf(MODULES);
        assertThat(dialect.blockers(hall(), device)).isEmpty();
        var text = dialect.render(hall(), device).text();
        var file = Path.of("src/test/resources/golden/access-point.xml");
        if ("write".equals(System.getProperty("holdfast.golden"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
        assertThat(dialect.read(text)).isEqualTo(new ReadResult.Read(hall()));
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <opmode>WPA2_PERSONAL        | <opmode>WPA3_SAE
                    <opmode>WPA2_PERSONAL        | <opmode>OPEN
                    {{secret:wifi-office@3}}     | correct horse battery
                    <default-vlan>10             | <default-vlan>4095
                    <default-vlan>10             | <vlan-list>20</vlan-list><default-vlan>10
                    <enabled>true</enabled>      | <enabled>yes</enabled>
                    <name>Staff</name>           | <name>Office</name>
                    <interface-mode>TRUNK        | <interface-mode>ACCESS
                    <trunk-vlans>10              | <native-vlan>1</native-vlan><trunk-vlans>10
                    <access-point>               | <access-point/><access-point>
                    <access-points               | words <access-points
                    """)
    void what_there_is_no_model_for_is_unreadable_and_no_secret_is_repeated(
            String said, String instead) {
        var text = dialect.render(hall(), capableOf(MODULES)).text();
        assertThat(text).contains(said);
        int at = text.indexOf(said);
        var read =
                dialect.read(text.substring(0, at) + instead + text.substring(at + said.length()));
        assertThat(read).isInstanceOf(ReadResult.Unreadable.class);
        assertThat(read.toString()).doesNotContain("correct horse");
    }

    @Test
    void what_is_the_access_points_own_affair_is_looked_past() {
        var text =
                dialect.render(hall(), capableOf(MODULES))
                        .text()
                        .replace("<ssids", "<radios><radio/></radios><ssids")
                        .replace(
                                "<interfaces xmlns",
                                "<interfaces xmlns=\"urn:x\"/><interfaces xmlns")
                        .replace("<interfaces xmlns=\"urn:x\"/>", "")
                        .replace("<opmode>", "<hidden>false</hidden><opmode>");
        assertThat(dialect.read(text)).isEqualTo(new ReadResult.Read(hall()));
    }

    @Test
    void what_an_access_point_cannot_be_told_is_named() {
        var routed =
                new InterfaceConfig(
                        "eth0", "", true, new InterfaceMode.Routed(), List.of(), List.of());
        assertThat(dialect.blockers(point(List.of(routed), List.of()), capableOf(MODULES)))
                .containsExactly(
                        "interface eth0 is no switch port with a VLAN, the only kind this model"
                                + " has");
        var long63 = new SecretReference("a".repeat(60), 1);
        var network = new WirelessNetwork("n", 1, true, new WirelessSecurity.Wpa2Personal(long63));
        assertThat(dialect.blockers(point(List.of(), List.of(network)), capableOf(MODULES)))
                .containsExactly("wireless network n: the reference to its passphrase is too long");
    }
}
