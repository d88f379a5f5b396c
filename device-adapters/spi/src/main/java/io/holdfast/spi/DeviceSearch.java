package io.holdfast.spi;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.observe.Discovery;
import io.holdfast.core.observe.DiscoveryOrder;
import io.holdfast.core.observe.Survey;

/** How devices nobody has entered are looked for. Found by {@link java.util.ServiceLoader}. */
public interface DeviceSearch {

    /** Whoever waits for the search; called from one thread. */
    interface Watcher {

        void found(IpAddress address, Survey survey);

        void silent(IpAddress address, String reason);

        void progress(Discovery.Progress progress);

        /** Asked again and again; once it says no, no further address is asked. */
        boolean goOn();
    }

    /**
     * Searches until everything ordered was asked, its time is over or the watcher says stop.
     *
     * @param port where agents listen, 161 in the field
     * @return why it ended
     */
    String search(DiscoveryOrder order, SnmpAccess access, int port, Watcher watcher)
            throws InterruptedException;
}
