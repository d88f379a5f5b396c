package io.holdfast.snmp;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.TrapSighting;
import io.holdfast.snmp.mib.Walk;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.TrapJournal;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.nonstandard.PrivAES256With3DESKeyExtension;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * Takes notifications: of version 3 from devices whose engine and user are known, of version 2c as
 * hints where a community is given. An inform is journaled before it is acknowledged. Traps wait in
 * a bounded queue for one writer; what does not fit is counted, not kept.
 */
public final class SnmpTraps implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnmpTraps.class);

    /** Half a second of a storm of 40,000 a second; a kernel buffer behind it takes the rest. */
    private static final int WAITING = 20_000;

    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int AT_ONCE = 1000;
    private static final int MOST_VARIABLES = 256;

    /** A device that may send version 3 notifications. */
    public record Sender(Bytes engineId, SnmpAccess.V3 access) {}

    /** What became of everything that arrived. */
    public record Counts(long journaled, long dropped, long refused, long notJournaled) {}

    private final Snmp snmp;
    private final int port;
    private final TrapSocket transport;
    private final TrapJournal journal;
    private final InstantSource clock;
    private final Set<String> communities;
    private final BlockingQueue<TrapSighting> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong journaled = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong notJournaled = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;

    private SnmpTraps(
            Snmp snmp,
            TrapSocket transport,
            Set<String> communities,
            TrapJournal journal,
            InstantSource clock) {
        this.snmp = snmp;
        this.port = transport.getListenAddress().getPort();
        this.transport = transport;
        this.communities = Set.copyOf(communities);
        this.journal = journal;
        this.clock = clock;
        this.writer = Thread.ofPlatform().name("snmp-traps").unstarted(this::write);
    }

    /** Listens on an address; 0 for any free port. */
    public static SnmpTraps open(
            String host,
            int port,
            List<Sender> senders,
            Set<String> communities,
            TrapJournal journal,
            InstantSource clock)
            throws IOException {
        var dispatcher = new MessageDispatcherImpl();
        if (!communities.isEmpty()) {
            dispatcher.addMessageProcessingModel(new MPv2c());
        }
        dispatcher.addMessageProcessingModel(new MPv3(users(senders)));
        var transport =
                new TrapSocket(new UdpAddress(InetAddress.getByName(host), port), RECEIVE_BUFFER);
        var snmp = new Snmp(dispatcher, transport);
        var traps = new SnmpTraps(snmp, transport, communities, journal, clock);
        snmp.addCommandResponder(traps.new Taking());
        traps.writer.start();
        snmp.listen();
        return traps;
    }

    /** Traps are sealed with the sender's engine, informs with ours (RFC 3414 section 1.5.1). */
    private static USM users(List<Sender> senders) {
        var protocols =
                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        protocols.addPrivacyProtocol(new PrivAES256With3DESKeyExtension());
        var own = MPv3.createLocalEngineID();
        var usm = new USM(protocols, new OctetString(own), 0);
        usm.setEngineDiscoveryEnabled(true);
        var keys = new SnmpKeys();
        for (var sender : senders) {
            for (var engine : List.of(sender.engineId().toArray(), own)) {
                usm.addLocalizedUser(
                        engine,
                        new OctetString(sender.access().user()),
                        SnmpDoorway.authentication(sender.access()),
                        keys.authentication(sender.access(), engine),
                        SnmpDoorway.privacy(sender.access()),
                        keys.privacy(sender.access(), engine));
            }
        }
        return usm;
    }

    public int port() {
        return port;
    }

    /** What the kernel really gave for the receive buffer, in bytes. */
    public int receiveBuffer() throws IOException {
        return transport.grantedBuffer();
    }

    public Counts counts() {
        return new Counts(
                journaled.get(),
                dropped.get() + transport.dropped(),
                refused.get(),
                notJournaled.get());
    }

    /** Stops listening, and writes down what still waits. */
    @Override
    public void close() throws IOException {
        transport.finish();
        snmp.close();
        closing = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        var batch = new ArrayList<TrapSighting>();
        while (!closing || !waiting.isEmpty()) {
            try {
                var first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                waiting.drainTo(batch, AT_ONCE);
                journal.append(batch);
                journaled.addAndGet(batch.size());
            } catch (IOException e) {
                notJournaled.addAndGet(batch.size());
                LOG.error("{} traps could not be journaled: {}", batch.size(), e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            batch.clear();
        }
    }

    private final class Taking implements CommandResponder {

        @Override
        public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
            var pdu = event.getPDU();
            boolean inform = pdu != null && pdu.getType() == PDU.INFORM;
            if (pdu == null || !(inform || pdu.getType() == PDU.TRAP) || event.isProcessed()) {
                return;
            }
            event.setProcessed(true);
            boolean authenticated = event.getSecurityLevel() == SecurityLevel.AUTH_PRIV;
            if (!authenticated
                    && !communities.contains(new OctetString(event.getSecurityName()).toString())) {
                refused.incrementAndGet();
                return;
            }
            var trap = sighting(event, pdu, authenticated, inform);
            if (!inform) {
                if (!waiting.offer(trap)) {
                    dropped.incrementAndGet();
                }
                return;
            }
            try {
                journal.append(List.of(trap));
                journaled.incrementAndGet();
            } catch (IOException e) {
                notJournaled.incrementAndGet();
                LOG.error("an inform is not acknowledged: {}", e.getMessage());
                return;
            }
            acknowledge(event, pdu);
        }

        private <A extends Address> TrapSighting sighting(
                CommandResponderEvent<A> event, PDU pdu, boolean authenticated, boolean inform) {
            var trap = "";
            long uptime = 0;
            var variables = new ArrayList<TrapSighting.Variable>();
            for (var binding : pdu.getVariableBindings()) {
                if (binding.getOid().equals(SnmpConstants.snmpTrapOID)) {
                    trap = Walk.text(binding.getVariable());
                } else if (binding.getOid().equals(SnmpConstants.sysUpTime)) {
                    uptime = Walk.number(binding.getVariable(), 0);
                } else if (variables.size() < MOST_VARIABLES) {
                    variables.add(
                            new TrapSighting.Variable(
                                    binding.getOid().toString(), Walk.text(binding.getVariable())));
                }
            }
            return new TrapSighting(
                    clock.instant(),
                    String.valueOf(event.getPeerAddress()),
                    engine(event),
                    authenticated,
                    inform,
                    trap,
                    uptime,
                    variables);
        }

        private <A extends Address> String engine(CommandResponderEvent<A> event) {
            return event.getPDU() instanceof org.snmp4j.ScopedPDU scoped
                    ? HexFormat.of().formatHex(scoped.getContextEngineID().getValue())
                    : "";
        }

        private <A extends Address> void acknowledge(CommandResponderEvent<A> event, PDU inform) {
            var answer = (PDU) inform.clone();
            answer.setType(PDU.RESPONSE);
            answer.setErrorStatus(PDU.noError);
            answer.setErrorIndex(0);
            try {
                event.getMessageDispatcher()
                        .returnResponsePdu(
                                event.getMessageProcessingModel(),
                                event.getSecurityModel(),
                                event.getSecurityName(),
                                event.getSecurityLevel(),
                                answer,
                                event.getMaxSizeResponsePDU(),
                                event.getStateReference(),
                                new StatusInformation());
            } catch (MessageException e) {
                LOG.debug("could not acknowledge: {}", e.getMessage());
            }
        }
    }
}
