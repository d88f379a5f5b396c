package io.holdfast.site.devices;

import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.site.keys.DeviceLogin;
import io.holdfast.sitelink.DeviceAccess.NetconfWay;
import io.holdfast.spi.CallHome;
import io.holdfast.spi.CertificateLogin;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.SurveyReader;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The adapters this site node has: found on the run-time path, none is compiled in (rulings V4).
 */
public record Drivers(
        List<DeviceTransport> transports,
        List<DeviceDialect> dialects,
        List<InventoryReader> inventoryReaders,
        List<SurveyReader> surveyReaders,
        List<CallHome> callHomes) {

    public Drivers {
        transports = List.copyOf(transports);
        dialects = List.copyOf(dialects);
        inventoryReaders = List.copyOf(inventoryReaders);
        surveyReaders = List.copyOf(surveyReaders);
        callHomes = List.copyOf(callHomes);
    }

    /** Adapters of a node that no device calls. */
    public Drivers(
            List<DeviceTransport> transports,
            List<DeviceDialect> dialects,
            List<InventoryReader> inventoryReaders,
            List<SurveyReader> surveyReaders) {
        this(transports, dialects, inventoryReaders, surveyReaders, List.of());
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
                        .toList(),
                ServiceLoader.load(CallHome.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /** How devices are called that are called this way. */
    Optional<DeviceTransport> calling(NetconfWay way) {
        return transports.stream().filter(t -> t.name().equals(name(way))).findFirst();
    }

    /** Where devices call that call this way. */
    Optional<CallHome> calledBy(NetconfWay way) {
        return callHomes.stream().filter(t -> t.name().equals(name(way))).findFirst();
    }

    private static String name(NetconfWay way) {
        return switch (way) {
            case SSH -> "netconf-ssh";
            case TLS -> "netconf-tls";
            case SSH_CALLS_HOME -> "netconf-ssh-call-home";
            case TLS_CALLS_HOME -> "netconf-tls-call-home";
        };
    }

    /** Gives the certificate to every adapter that logs in with one. */
    public void loginWith(DeviceLogin login) {
        Stream.concat(transports.stream(), callHomes.stream())
                .filter(CertificateLogin.class::isInstance)
                .map(CertificateLogin.class::cast)
                .forEach(adapter -> adapter.loginWith(login.key(), List.of(login.certificate())));
    }

    /** Has every adapter that judges certificates judge them at the site's own time. */
    public void timedBy(InstantSource surely) {
        Stream.concat(transports.stream(), callHomes.stream())
                .filter(CertificateLogin.class::isInstance)
                .map(CertificateLogin.class::cast)
                .forEach(adapter -> adapter.timedBy(surely));
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
                + ", doors for calls "
                + callHomes.stream().map(CallHome::name).toList()
                + ", dialects "
                + dialects.stream().map(DeviceDialect::name).toList()
                + ", inventory readers "
                + inventoryReaders.size();
    }
}
