package io.holdfast.site.devices;

import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.SurveyReader;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The adapters this site node has: found on the run-time path, none is compiled in (rulings V4).
 */
public record Drivers(
        List<DeviceTransport> transports,
        List<DeviceDialect> dialects,
        List<InventoryReader> inventoryReaders,
        List<SurveyReader> surveyReaders) {

    /** The only transport this release orders. */
    private static final String NETCONF = "netconf-ssh";

    public Drivers {
        transports = List.copyOf(transports);
        dialects = List.copyOf(dialects);
        inventoryReaders = List.copyOf(inventoryReaders);
        surveyReaders = List.copyOf(surveyReaders);
    }

    /** Whatever stands on the run-time path. */
    public static Drivers installed() {
        return new Drivers(
                ServiceLoader.load(DeviceTransport.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                ServiceLoader.load(DeviceDialect.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                ServiceLoader.load(InventoryReader.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                ServiceLoader.load(SurveyReader.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    Optional<DeviceTransport> netconf() {
        return transports.stream().filter(t -> t.name().equals(NETCONF)).findFirst();
    }

    /** The dialect of that name. */
    public Optional<DeviceDialect> named(String dialect) {
        return dialects.stream().filter(d -> d.name().equals(dialect)).findFirst();
    }

    Optional<DeviceDialect> speaking(DeviceCapabilities capabilities) {
        return dialects.stream().filter(d -> d.recognises(capabilities)).findFirst();
    }

    Optional<InventoryReader> inventory() {
        return inventoryReaders.stream().findFirst();
    }

    Optional<SurveyReader> survey() {
        return surveyReaders.stream().findFirst();
    }

    /** Names for the log. */
    public String names() {
        return "transports "
                + transports.stream().map(DeviceTransport::name).toList()
                + ", dialects "
                + dialects.stream().map(DeviceDialect::name).toList()
                + ", inventory readers "
                + inventoryReaders.size();
    }
}
