package io.holdfast.dialect.ietf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.contract.DeviceDialectContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The dialect against its contract and its golden files. {@code -Dholdfast.golden=write} writes the
 * golden files anew; the difference then belongs into the commit that caused it.
 */
final class IetfDialectTest extends DeviceDialectContract {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private final IetfDialect dialect = new IetfDialect();

    @Override
    protected DeviceDialect dialect() {
        return dialect;
    }

    @Override
    protected List<String> everyModule() {
        return Plants.EVERY_MODULE;
    }

    @Test
    void a_firewall_is_told_as_the_golden_file_says() throws IOException {
        golden("firewall", Plants.firewall(), Plants.FIREWALL_MODULES);
    }

    @Test
    void a_switch_is_told_as_the_golden_file_says() throws IOException {
        golden("switch", Plants.switchConfig(), Plants.SWITCH_MODULES);
    }

    @Test
    void of_a_mere_host_only_the_named_interfaces_are_replaced() throws IOException {
        golden("host", Plants.host(), Plants.HOST_MODULES);
    }

    private void golden(String name, DeviceConfig config, List<String> modules) throws IOException {
        var device = Plants.device(modules);
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
