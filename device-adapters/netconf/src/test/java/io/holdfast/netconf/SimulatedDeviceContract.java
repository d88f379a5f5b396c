package io.holdfast.netconf;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.contract.DeviceSessionContract;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The session contract over real SSH against a simulated device, in the words of its dialect. */
abstract class SimulatedDeviceContract extends DeviceSessionContract {

    private final NetconfTransport transport = new NetconfTransport();
    private SimulatedPlant plant;
    private DeviceCapabilities capabilities;
    private DeviceConfig factory;

    abstract String slot();

    /** The dialect of the device. */
    DeviceDialect dialect() {
        return new IetfDialect();
    }

    /** The site it stands in. */
    SimulatedPlant startPlant() throws IOException {
        return SimulatedPlant.start();
    }

    @BeforeEach
    void start() throws IOException {
        plant = startPlant();
        try (var session = open()) {
            capabilities = session.facts().capabilities();
            if (session.readRunning(owned()) instanceof RunningResult.Running(var text)
                    && dialect().read(text) instanceof ReadResult.Read(var config)) {
                factory = config;
            }
        }
    }

    @AfterEach
    void stop() {
        transport.close();
        plant.close();
    }

    @Override
    protected DeviceSession open() {
        return plant.open(transport, slot());
    }

    @Override
    protected List<Subtree> owned() {
        return dialect().owns(capabilities);
    }

    @Override
    protected Rendered before() {
        return dialect().render(factory, capabilities);
    }

    @Override
    protected Rendered after() {
        var changed =
                factory.interfaces().stream()
                        .map(i ->
                                new InterfaceConfig(
                                        i.name(),
                                        "changed by a test: <&\"'> Wasserwerk 水",
                                        i.enabled(),
                                        i.mode(),
                                        i.addresses(),
                                        i.ingress()))
                        .toList();
        return dialect()
                .render(
                        new DeviceConfig(
                                changed,
                                factory.vlans(),
                                factory.accessLists(),
                                factory.routes(),
                                factory.securityZones(),
                                factory.zonePolicies(),
                                factory.wirelessNetworks()),
                        capabilities);
    }

    @Override
    protected boolean means(String running, Rendered told) {
        return dialect().read(running) instanceof ReadResult.Read(var runs)
                && dialect().read(told.text()) instanceof ReadResult.Read(var meant)
                && runs.equals(meant);
    }

    @Override
    protected void letPass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
