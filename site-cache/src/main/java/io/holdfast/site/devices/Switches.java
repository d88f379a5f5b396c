package io.holdfast.site.devices;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.failpoint.Failpoint;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.WireJson;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SnmpConfigurator;
import io.holdfast.spi.SnmpConfigurator.UndoBook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Switches that only SNMP configures, where a person permitted it. They take nothing back by
 * themselves: what one ran is in the site's store, on disk, before the first object is set, and a
 * node that begins again finds it there (rulings V2).
 */
public final class Switches {

    private static final String UNDO = "undo/";

    /** Reading, staging, setting and reading back have to fit one order. */
    private static final int CONVERSATIONS_IN_AN_ORDER = 4;

    private final Optional<SnmpConfigurator> configurator =
            ServiceLoader.load(SnmpConfigurator.class).findFirst();
    private final SiteStore store;

    public Switches(SiteStore store) {
        this.store = store;
    }

    /** What a device ran before a transaction, as its dialect writes it. */
    record Undo(String transaction, String ran) {}

    Optional<String> engine(Door.Known door, Duration limit) {
        return configurator.flatMap(c -> c.engine(address(door), limit));
    }

    OpenResult open(
            Door.Known door,
            DeviceSecret secret,
            String pinned,
            Drivers drivers,
            DeviceLimits limits) {
        var dialect = configurator.flatMap(c -> drivers.named(c.dialect()));
        if (configurator.isEmpty() || dialect.isEmpty()) {
            return new OpenResult.Unreachable("this site node cannot configure over SNMP");
        }
        return configurator
                .get()
                .open(
                        new SnmpConfigurator.Way(
                                address(door),
                                SnmpAccess.V3.of(Door.snmpUser(secret)),
                                pinned,
                                door.reach().managementVlan(),
                                dialect.get(),
                                new Kept(door.reach().slot()),
                                limits.order().dividedBy(CONVERSATIONS_IN_AN_ORDER)));
    }

    private static DeviceAddress address(Door.Known door) {
        return new DeviceAddress(door.reach().snmpHost(), door.reach().snmpPort());
    }

    /** One per device: a transaction begins where the last one ended. */
    private final class Kept implements UndoBook {

        private final String name;

        Kept(DeviceSlot slot) {
            name = UNDO + slot;
        }

        @Override
        public void keep(String transaction, String ran) {
            // The same transaction again, after a crash: what it ran before the first time counts.
            if (kept(transaction).isEmpty()) {
                var bytes = WireJson.write(new Undo(transaction, ran));
                store.write(List.of(), Map.of(name, Bytes.of(bytes.toArray())), List.of());
            }
            Failpoint.reach("after-undo");
        }

        @Override
        public Optional<String> kept(String transaction) {
            return store.kept(name)
                    .map(bytes -> WireJson.read(Undo.class, bytes))
                    .filter(undo -> undo.transaction().equals(transaction))
                    .map(Undo::ran);
        }
    }
}
