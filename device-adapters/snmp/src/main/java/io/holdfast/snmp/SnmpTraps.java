package io.holdfast.snmp;

import io.holdfast.core.observe.TrapSighting;
import io.holdfast.snmp.mib.Walk;
import io.holdfast.spi.TrapJournal;
import io.holdfast.spi.TrapReceiver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.nonstandard.PrivAES256With3DESKeyExtension;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.util.DefaultPDUFactory;

/**
 * Takes notifications: of version 3 from users of the device at the sender's address, of version 2c
 * as hints. They wait in a bounded queue for one writer, which writes down as many at once as wait,
 * and then acknowledges those informs that are kept; what does not fit is counted, not kept.
 */
public final class SnmpTraps implements TrapReceiver.Running {

    private static final Logger LOG = LoggerFactory.getLogger(SnmpTraps.class);

    /** Half a second of a storm of 40,000 a second; a kernel buffer behind it takes the rest. */
    private static final int WAITING = 20_000;

    /** Of the texts in them. */
    private static final long WAITING_CHARACTERS = 16L << 20;

    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int AT_ONCE = 1000;
    private static final int MOST_VARIABLES = 256;

    /** A notification, and how its sender is answered; a trap is answered by nothing. */
    private record Arrived(TrapSighting trap, Runnable acknowledge) {}

    private final Snmp snmp;
    private final int port;
    private final TrapSocket transport;
    private final TrapReceiver.Senders senders;
    private final TrapJournal journal;
    private final InstantSource clock;
    private final WeighedQueue<Arrived> waiting = new WeighedQueue<>(WAITING, WAITING_CHARACTERS);
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong notKept = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;

    private SnmpTraps(
            Snmp snmp,
            TrapSocket transport,
            TrapReceiver.Senders senders,
            TrapJournal journal,
            InstantSource clock) {
        this.snmp = snmp;
        this.port = transport.getListenAddress().getPort();
        this.transport = transport;
        this.senders = senders;
        this.journal = journal;
        this.clock = clock;
        this.writer = Thread.ofPlatform().name("snmp-traps").unstarted(this::write);
    }

    /** Listens on an address; port 0 for any free one. */
    public static SnmpTraps open(
            InetSocketAddress at,
            TrapReceiver.Engine engine,
            TrapReceiver.Senders senders,
            TrapJournal journal,
            InstantSource clock)
            throws IOException {
        var protocols =
                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        protocols.addPrivacyProtocol(new PrivAES256With3DESKeyExtension());
        var own = engine.id().toArray();
        var usm = new USM(protocols, new OctetString(own), engine.boots());
        usm.setEngineDiscoveryEnabled(true);
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(
                new MPv3(
                        own,
                        new DefaultPDUFactory(),
                        protocols,
                        SecurityModels.getCollection(new SecurityModel[] {usm}),
                        CounterSupport.getInstance()));
        var transport =
                new TrapSocket(
                        new UdpAddress(at.getAddress(), at.getPort()),
                        RECEIVE_BUFFER,
                        senders::hears,
                        senders.mostPerSecond(),
                        new SenderKeys(usm, senders)::ready);
        var snmp = new Snmp(dispatcher, transport);
        var traps = new SnmpTraps(snmp, transport, senders, journal, clock);
        snmp.addCommandResponder(traps.new Taking());
        traps.writer.start();
        snmp.listen();
        return traps;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int receiveBuffer() throws IOException {
        return transport.grantedBuffer();
    }

    @Override
    public TrapReceiver.Counts counts() {
        return new TrapReceiver.Counts(
                kept.get(),
                dropped.get() + transport.dropped(),
                refused.get() + transport.refused(),
                notKept.get());
    }

    @Override
    public void close() throws IOException {
        transport.finish();
        // The writer still acknowledges what it keeps.
        closing = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        snmp.close();
    }

    private void write() {
        var batch = new ArrayList<Arrived>();
        while (!closing || !waiting.isEmpty()) {
            try {
                var first = waiting.poll();
                if (first.isEmpty()) {
                    continue;
                }
                batch.add(first.get());
                waiting.drainTo(batch, AT_ONCE);
                write(batch);
            } catch (IOException | RuntimeException e) {
                // What one batch holds must not end the writing of all that come after it.
                notKept.addAndGet(batch.size());
                LOG.error("{} notifications are not kept", batch.size(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            batch.clear();
        }
    }

    private void write(List<Arrived> batch) throws IOException {
        var taken = journal.append(batch.stream().map(Arrived::trap).toList());
        int many = taken.cardinality();
        kept.addAndGet(many);
        notKept.addAndGet(batch.size() - (long) many);
        taken.stream().forEach(i -> batch.get(i).acknowledge().run());
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
            if (!authenticated && !isHint(event)) {
                refused.incrementAndGet();
                return;
            }
            Runnable acknowledge = inform ? () -> acknowledge(event, pdu) : () -> {};
            var arrived = new Arrived(sighting(event, pdu, authenticated, inform), acknowledge);
            if (!waiting.offer(arrived, weight(arrived.trap()))) {
                dropped.incrementAndGet();
            }
        }

        private static long weight(TrapSighting trap) {
            return trap.variables().stream()
                    .mapToLong(v -> 100L + v.oid().length() + v.text().length())
                    .sum();
        }

        private <A extends Address> boolean isHint(CommandResponderEvent<A> event) {
            return event.getMessageProcessingModel() == MPv2c.ID
                    && event.getPeerAddress() instanceof UdpAddress from
                    && senders.hints(
                            from.getInetAddress(),
                            new OctetString(event.getSecurityName()).toString());
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
                    event.getPeerAddress() instanceof UdpAddress from
                            ? from.getInetAddress().getHostAddress()
                            : String.valueOf(event.getPeerAddress()),
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
