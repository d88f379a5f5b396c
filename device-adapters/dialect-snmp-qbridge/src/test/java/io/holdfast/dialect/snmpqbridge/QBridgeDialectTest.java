package io.holdfast.dialect.snmpqbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.CompiledSite;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.contract.DeviceDialectContract;
import io.holdfast.spi.contract.RandomConfigs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QBridgeDialectTest extends DeviceDialectContract {

    @Override
    protected DeviceDialect dialect() {
        return new QBridgeDialect();
    }

    @Override
    protected List<String> everyModule() {
        return List.of("IF-MIB", "Q-BRIDGE-MIB");
    }

    /** The switch in a random configuration: its VLANs and its switch ports. */
    @Override
    protected DeviceConfig random(long seed) {
        var any = RandomConfigs.of(seed);
        return DeviceConfig.bridging(
                any.interfaces().stream()
                        .filter(i ->
                                i.mode() instanceof InterfaceMode.AccessPort
                                        || i.mode() instanceof InterfaceMode.TrunkPort
                                        || i.mode() instanceof InterfaceMode.NoVlan)
                        .map(QBridgeDialectTest::shorter)
                        .toList(),
                any.vlans());
    }

    private static InterfaceConfig shorter(InterfaceConfig port) {
        var words = port.description();
        return new InterfaceConfig(
                port.name(),
                words.substring(Math.max(0, words.length() - 30)) + "\\\"",
                port.enabled(),
                port.mode(),
                List.of(),
                List.of());
    }

    private static InterfaceConfig port(String name, boolean up, InterfaceMode mode) {
        return new InterfaceConfig(name, "zone ot", up, mode, List.of(), List.of());
    }

    private static DeviceConfig sample() {
        return DeviceConfig.bridging(
                List.of(
                        port("1/1", true, new InterfaceMode.TrunkPort(List.of(20, 99))),
                        port("1/2", true, new InterfaceMode.AccessPort(20)),
                        port("1/3", false, new InterfaceMode.NoVlan()),
                        port("1/4", true, new InterfaceMode.TrunkPort(List.of()))),
                List.of(new Vlan(20, "ot"), new Vlan(99, "management")));
    }

    @Test
    void the_page_of_a_small_switch_is_as_it_always_was() throws IOException {
        try (var golden =
                Objects.requireNonNull(getClass().getResourceAsStream("/golden/switch.txt"))) {
            assertThat(dialect().render(sample(), capableOf(everyModule())).text())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");

    private static CompiledSite compiled(DeviceAbilities abilities) {
        return PolicyCompiler.compile(
                Blueprint.reference(),
                Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1),
                abilities);
    }

    @Test
    void a_switch_that_bridges_for_us_is_compiled_to_what_these_objects_have_words_for() {
        var site = compiled(DeviceAbilities.of(List.of(), List.of(SWITCH)));
        assertThat(site.blocked()).isFalse();
        var config = site.devices().get(SWITCH);
        assertThat(dialect().blockers(config, capableOf(everyModule()))).isEmpty();
        assertThat(dialect().read(dialect().render(config, capableOf(everyModule())).text()))
                .isEqualTo(new ReadResult.Read(config));
        assertThat(config.vlans())
                .as("its management VLAN stays where it is")
                .anyMatch(v -> v.id() == 99);
    }

    @Test
    void what_these_objects_have_no_word_for_is_a_blocker() {
        var compiled = compiled(DeviceAbilities.USUAL).devices();
        assertThat(compiled.values())
                .allSatisfy(config ->
                        assertThat(dialect().blockers(config, capableOf(everyModule())))
                                .anyMatch(b -> b.contains("access list")));
        assertThat(dialect().blockers(sample(), capableOf(everyModule()))).isEmpty();
        var lost =
                DeviceConfig.bridging(
                        List.of(port("1/1", true, new InterfaceMode.AccessPort(30))),
                        List.of(new Vlan(20, "ot")));
        assertThat(dialect().blockers(lost, capableOf(everyModule())))
                .containsExactly("port 1/1 is in VLAN 30, which is not there");
        assertThat(dialect().blockers(sample(), capableOf(List.of("IF-MIB")))).hasSize(1);
    }

    @Test
    void a_page_an_older_node_stored_is_read_without_the_interface_of_the_switch_itself() {
        var page = dialect().render(sample(), capableOf(everyModule())).text();
        for (var own :
                List.of(
                        "own \"vlan99\" up 99 10.1.99.11/24 \"management\"\n",
                        "own \"vlan99\" down 99 none \"\"\n",
                        "own \"vlan99\" up 99 10.1.99.11/24,10.1.99.12/24 \"a \\\"b\\\"\"\n")) {
            assertThat(dialect().read(page + own)).isEqualTo(new ReadResult.Read(sample()));
            assertThat(dialect().read(page + own + own)).isInstanceOf(ReadResult.Unreadable.class);
        }
        assertThat(dialect().read(page + "own \"vlan99\" up 99\n"))
                .isInstanceOf(ReadResult.Unreadable.class);
    }

    @Test
    void a_page_that_says_something_twice_or_half_is_unreadable() {
        for (var page :
                List.of(
                        "snmp-qbridge 1\nvlan 20 \"a\"\nvlan 20 \"b\"\n",
                        "snmp-qbridge 1\nport \"1\" up no-vlan \"\"\nport \"1\" up no-vlan \"\"\n",
                        "snmp-qbridge 1\nvlan 4095 \"a\"\n",
                        "snmp-qbridge 1\nport \"1\" up no-vlan \"",
                        "snmp-qbridge 1\nport \"1\" sideways no-vlan \"\"\n",
                        "snmp-qbridge 1\nsnmp-qbridge 1\n",
                        "snmp-qbridge 2\n")) {
            assertThat(dialect().read(page)).isInstanceOf(ReadResult.Unreadable.class);
        }
        assertThat(dialect().read("snmp-qbridge 1\nforeign \"port 3: two untagged VLANs\"\n"))
                .isEqualTo(new ReadResult.Unreadable("port 3: two untagged VLANs"));
    }
}
