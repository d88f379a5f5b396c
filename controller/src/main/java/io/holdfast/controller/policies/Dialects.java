package io.holdfast.controller.policies;

import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.spi.DeviceDialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.springframework.stereotype.Component;

/** The dialects on the run-time path. The centre writes texts with them and speaks to no device. */
@Component
class Dialects {

    private final List<DeviceDialect> dialects =
            ServiceLoader.load(DeviceDialect.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    /** The dialect for a device that has these modules. */
    Optional<DeviceDialect> forDevice(DeviceCapabilities capabilities) {
        return dialects.stream().filter(d -> d.recognises(capabilities)).findFirst();
    }

    /**
     * What devices with these modules can do. A device never seen is taken to be a usual one;
     * nothing is rendered for it anyway.
     */
    DeviceAbilities abilities(Map<DeviceSlot, List<String>> modules) {
        return DeviceAbilities.of(
                those(modules, DeviceDialect::judgesConversations),
                those(modules, DeviceDialect::bridgesOnly));
    }

    private SortedSet<DeviceSlot> those(
            Map<DeviceSlot, List<String>> modules,
            BiPredicate<DeviceDialect, DeviceCapabilities> can) {
        var those = new TreeSet<DeviceSlot>();
        modules.forEach((slot, its) -> {
            var seen = capabilities(its);
            if (forDevice(seen).filter(d -> can.test(d, seen)).isPresent()) {
                those.add(slot);
            }
        });
        return those;
    }

    /** The names of all. */
    List<String> names() {
        return dialects.stream().map(DeviceDialect::name).sorted().toList();
    }

    /** The dialect of this name. */
    Optional<DeviceDialect> named(String name) {
        return dialects.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    /** A device that told its modules; what else it can do is the site's business. */
    static DeviceCapabilities capabilities(List<String> modules) {
        return new DeviceCapabilities(
                true, DeviceCapabilities.ConfirmedCommit.V1_1, true, true, false, modules);
    }
}
