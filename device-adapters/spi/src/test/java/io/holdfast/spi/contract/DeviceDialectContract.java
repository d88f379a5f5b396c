package io.holdfast.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * What every dialect promises. A dialect's test extends this and says which device hears
 * everything.
 */
public abstract class DeviceDialectContract {

    /**
     * How many random configurations are told and read; each is named by its seed when it fails.
     */
    private static final int CONFIGURATIONS = 2_000;

    protected abstract DeviceDialect dialect();

    /** Modules of a device this dialect can tell everything to. */
    protected abstract List<String> everyModule();

    /** Seeds that once failed; they are tried first, for ever. */
    protected List<Long> onceFailed() {
        return List.of();
    }

    /** The random configuration of a seed, of the kind of devices this dialect speaks to. */
    protected DeviceConfig random(long seed) {
        return RandomConfigs.of(seed);
    }

    /** A device with these modules that can do all a dialect may ask about. */
    protected static DeviceCapabilities capableOf(List<String> modules) {
        return new DeviceCapabilities(true, ConfirmedCommit.V1_1, true, true, false, modules);
    }

    @Test
    void what_was_told_reads_back_as_what_was_meant() {
        var device = capableOf(everyModule());
        onceFailed().forEach(seed -> toldAndRead(device, seed));
        for (long seed = 1; seed <= CONFIGURATIONS; seed++) {
            toldAndRead(device, seed);
        }
    }

    private void toldAndRead(DeviceCapabilities device, long seed) {
        var config = random(seed);
        if (!dialect().blockers(config, device).isEmpty()) {
            return;
        }
        var told = dialect().render(config, device);
        assertThat(dialect().read(told.text()))
                .as("seed %d", seed)
                .isEqualTo(new ReadResult.Read(config));
        assertThat(dialect().render(config, device)).as("seed %d", seed).isEqualTo(told);
    }

    @Test
    void most_configurations_can_be_told_to_a_capable_device() {
        var device = capableOf(everyModule());
        long told = 0;
        for (long seed = 1; seed <= 200; seed++) {
            told += dialect().blockers(random(seed), device).isEmpty() ? 1 : 0;
        }
        assertThat(told).isGreaterThan(150);
    }

    @Test
    void a_device_on_which_nothing_is_owned_reads_back_as_empty() {
        var told = dialect().render(DeviceConfig.EMPTY, capableOf(everyModule()));
        assertThat(dialect().read(told.text())).isEqualTo(new ReadResult.Read(DeviceConfig.EMPTY));
    }

    @Test
    void a_device_without_modules_is_not_recognised_and_owns_nothing() {
        var bare = capableOf(List.of());
        assertThat(dialect().recognises(bare)).isFalse();
        assertThat(dialect().owns(bare)).isEmpty();
        assertThat(dialect().recognises(capableOf(everyModule()))).isTrue();
    }

    @Test
    void every_owned_subtree_belongs_to_a_module_the_device_lists() {
        assertThat(dialect().owns(capableOf(everyModule())))
                .isNotEmpty()
                .allMatch(tree -> everyModule().contains(tree.module()));
    }

    @Test
    void nonsense_is_unreadable_and_never_a_configuration() {
        for (var nonsense :
                List.of(
                        "<",
                        "hello",
                        "<config/>",
                        "</fragment><fragment>",
                        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
                        "&e;",
                        "{\"interfaces\":{}}",
                        "<a>".repeat(100_000),
                        "\u0000")) {
            assertThat(dialect().read(nonsense)).isInstanceOf(ReadResult.Unreadable.class);
        }
    }

    @Test
    void a_program_finds_the_dialect_by_its_name() {
        var found =
                ServiceLoader.load(DeviceDialect.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(DeviceDialect::name);
        assertThat(found).contains(dialect().name());
    }
}
