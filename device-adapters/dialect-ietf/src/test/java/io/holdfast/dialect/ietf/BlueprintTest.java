package io.holdfast.dialect.ietf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.spi.ReadResult;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler makes of the reference architecture can be told in standard modules. */
final class BlueprintTest {

    private final IetfDialect dialect = new IetfDialect();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, Blueprint.LAST_SITE_NUMBER})
    void a_compiled_site_is_told_and_reads_back_the_same(int siteNumber) {
        var plan =
                Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", siteNumber);
        var compiled = PolicyCompiler.compile(Blueprint.reference(), plan);
        assertThat(compiled.devices()).hasSize(2);
        compiled.devices()
                .forEach((slot, config) -> told(config, plan.device(slot).orElseThrow().role()));
    }

    private void told(DeviceConfig config, DeviceRole role) {
        var modules = modules(role);
        var device = Plants.device(modules);
        assertThat(dialect.blockers(config, device)).isEmpty();
        assertThat(dialect.read(dialect.render(config, device).text()))
                .isEqualTo(new ReadResult.Read(config));
    }

    private static List<String> modules(DeviceRole role) {
        return role == DeviceRole.SWITCH ? Plants.EVERY_MODULE : Plants.FIREWALL_MODULES;
    }
}
