package io.holdfast.snmp;

import io.holdfast.spi.TrapJournal;
import io.holdfast.spi.TrapReceiver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/** Hears traps and informs of versions 2c and 3 over UDP. */
public final class SnmpTrapReceiver implements TrapReceiver {

    @Override
    public Running start(
            InetSocketAddress at,
            Engine engine,
            Senders senders,
            TrapJournal journal,
            InstantSource clock)
            throws IOException {
        return SnmpTraps.open(at, engine, senders, journal, clock);
    }
}
