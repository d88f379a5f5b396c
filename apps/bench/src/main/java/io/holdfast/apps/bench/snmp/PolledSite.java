package io.holdfast.apps.bench.snmp;

import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.health.SampleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;
import org.snmp4j.smi.OID;

/**
 * The store of one site, as many devices as one has room for, and the places of their series: a
 * poller looks a series up once. A sample that is not taken is a fault of the measurement.
 */
final class PolledSite implements AutoCloseable {

    /** Devices of 1,708 numbers each; a store has 50,000 series. */
    static final int DEVICES = 25;

    /** Characters of 1.3.6.1.2.1. in front of every object here. */
    private static final int MIB_2 = 12;

    private final Path folder;
    private final SampleStore store;
    private final Map<Integer, Device> devices = new ConcurrentHashMap<>();

    PolledSite() throws IOException {
        folder = Files.createTempDirectory("holdfast-poll");
        store = SampleStore.open(folder);
    }

    Device device(int port) {
        return devices.computeIfAbsent(port, p -> new Device(new DeviceSlot("sw-" + p)));
    }

    void sync(Instant at) {
        store.sync(at);
    }

    @Override
    public void close() throws IOException {
        store.close();
        Scratch.remove(folder);
    }

    /** One device between two polls: what it told last, in its order. One thread at a time. */
    final class Device implements ObjLongConsumer<OID> {
        private final DeviceSlot slot;
        private final List<OID> names = new ArrayList<>();
        private final List<SampleStore.Place> places = new ArrayList<>();
        private long[] values = new long[AgentHall.VARIABLES];
        private int count;

        private Device(DeviceSlot slot) {
            this.slot = slot;
        }

        @Override
        public void accept(OID name, long value) {
            if (count == names.size() || !names.get(count).equals(name)) {
                other(name);
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        /** It tells something else than last time: from here on it is learnt anew. */
        private void other(OID name) {
            names.subList(count, names.size()).clear();
            places.subList(count, places.size()).clear();
            names.add(name);
            places.add(
                    store.place(key(slot, name))
                            .orElseThrow(() ->
                                    new IllegalStateException("the site has no room for it")));
        }

        /** Stores what was told. */
        void store(Instant at) {
            int taken = store.add(places.subList(0, count), Retention.STANDARD, at, values);
            if (taken != count || count == 0) {
                throw new IllegalStateException(taken + " of " + count + " samples were stored");
            }
            count = 0;
        }
    }

    private static SeriesKey key(DeviceSlot slot, OID oid) {
        var text = oid.toString();
        int column = text.lastIndexOf('.');
        return new SeriesKey(
                slot,
                "if.column" + text.substring(MIB_2, column).replace('.', '-'),
                text.substring(column + 1));
    }
}
