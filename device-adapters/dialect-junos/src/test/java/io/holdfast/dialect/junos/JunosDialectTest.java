package io.holdfast.dialect.junos;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.contract.DeviceDialectContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The dialect against its contract and its golden files. {@code -Dholdfast.golden=write} writes the
 * golden files anew; the difference then belongs into the commit that caused it.
 */
final class JunosDialectTest extends DeviceDialectContract {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private final JunosDialect dialect = new JunosDialect();

    @Override
    protected DeviceDialect dialect() {
        return dialect;
    }

    @Override
    protected List<String> everyModule() {
        return Waterworks.FIREWALL_MODULES;
    }

    @Override
    protected DeviceConfig random(long seed) {
        return JunosConfigs.of(seed);
    }

    @Test
    void a_firewall_is_told_as_the_golden_file_says() throws IOException {
        golden("firewall", Waterworks.firewall(), Waterworks.FIREWALL_MODULES);
    }

    @Test
    void a_switch_is_told_as_the_golden_file_says() throws IOException {
        golden("switch", Waterworks.networkSwitch(), Waterworks.SWITCH_MODULES);
    }

    @Test
    void tunnels_of_both_families_are_told_as_the_golden_file_says() throws IOException {
        golden("tunnels", Tunnelled.firewall(), Waterworks.FIREWALL_MODULES);
    }

    @Test
    void random_configurations_say_all_there_is_to_say() {
        var seen = new TreeSet<String>();
        for (long seed = 1; seed <= 300; seed++) {
            var config = JunosConfigs.of(seed);
            config.interfaces().forEach(i -> seen.add(i.mode().getClass().getSimpleName()));
            Objects.rules(config)
                    .forEach(r -> {
                        seen.add(r.verdict().name());
                        seen.add(r.match().family().name());
                        seen.add(r.match().service().getClass().getSimpleName());
                    });
        }
        assertThat(seen)
                .contains("Routed", "Subinterface", "VlanInterface", "AccessPort", "TrunkPort")
                .contains("TunnelInterface", "NoVlan", "PERMIT", "DENY", "REJECT", "IPV4", "IPV6")
                .contains("EveryProtocol", "Tcp", "Udp", "Icmp", "Other");
    }

    @Test
    void a_compiled_site_can_be_told_and_reads_back() {
        var plan = Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);
        var compiled = PolicyCompiler.compile(Blueprint.reference(), plan);
        assertThat(compiled.devices()).isNotEmpty();
        var device = Waterworks.device(Waterworks.FIREWALL_MODULES);
        compiled.devices()
                .forEach((slot, config) -> {
                    assertThat(dialect.blockers(config, device)).as(slot.value()).isEmpty();
                    assertThat(dialect.read(dialect.render(config, device).text()))
                            .as(slot.value())
                            .isEqualTo(new ReadResult.Read(config));
                });
    }

    private void golden(String name, DeviceConfig config, List<String> modules) throws IOException {
        var device = Waterworks.device(modules);
        assertThat(dialect.blockers(config, device)).isEmpty();
        var text = dialect.render(config, device).text();
        var file = GOLDEN.resolve(name + ".xml");
        if ("write".equals(System.getProperty("holdfast.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
        assertThat(dialect.read(text)).isEqualTo(new ReadResult.Read(config));
    }
}
