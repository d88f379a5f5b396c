package io.holdfast.snmp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcher;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Target;
import org.snmp4j.TransportMapping;
import org.snmp4j.TransportStateReference;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.PduHandle;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.TransportListener;

/**
 * A socket to one device that asks and hears the answer in the caller's own thread: one request is
 * under way at a time, nothing listens beside it, no clock ticks beside it. What an answer has to
 * be is SNMP4J's to say (RFC 3412, RFC 3414); over v2c, where nothing in a message proves its
 * sender, it has to come from where the request went, under the same community.
 */
final class DeviceSocket implements TransportMapping<UdpAddress>, CommandResponder, AutoCloseable {

    /** The largest datagram there is. */
    private static final int LARGEST = 65_535;

    /** Reports after which a request is sent again: for the engine id, and for its time. */
    private static final int MOST_REPORTS = 2;

    private final MessageDispatcher dispatcher;
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[LARGEST];
    private @Nullable PduHandle awaited;
    private @Nullable Target<UdpAddress> asked;
    private @Nullable PDU heard;

    DeviceSocket(MessageDispatcher dispatcher) throws IOException {
        this.dispatcher = dispatcher;
        this.socket = new DatagramSocket();
        dispatcher.addCommandResponder(this);
    }

    /**
     * Asks, and asks again as often as the target says.
     *
     * @return the answer, or a report that is one; empty if there was none
     */
    Optional<PDU> ask(PDU pdu, Target<UdpAddress> target) throws IOException {
        int reports = 0;
        int tries = 0;
        try {
            while (tries <= target.getRetries()) {
                var answer = once(pdu, target);
                if (answer == null) {
                    tries++;
                } else if (answer.getType() == PDU.REPORT
                        && reports < MOST_REPORTS
                        && again(answer)) {
                    reports++;
                } else {
                    return Optional.of(answer);
                }
            }
            return Optional.empty();
        } finally {
            forget(pdu, target);
        }
    }

    /** A late answer is not waited for any more. */
    private void forget(PDU pdu, Target<UdpAddress> target) {
        awaited = null;
        asked = null;
        dispatcher.releaseStateReference(
                target.getVersion(), new PduHandle(pdu.getRequestID().getValue()));
    }

    /** A report that tells the engine or its time is the reason to ask once more. */
    private static boolean again(PDU report) {
        OID what = report.get(0).getOid();
        return what.equals(SnmpConstants.usmStatsUnknownEngineIDs)
                || what.equals(SnmpConstants.usmStatsNotInTimeWindows);
    }

    private @Nullable PDU once(PDU pdu, Target<UdpAddress> target) throws IOException {
        long end = System.nanoTime() + target.getTimeout() * 1_000_000;
        heard = null;
        asked = target;
        awaited = dispatcher.sendPdu(this, target, pdu, true);
        while (heard == null) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return null;
            }
            receive((int) left);
        }
        return heard;
    }

    private void receive(int millis) throws IOException {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.setSoTimeout(millis);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException | PortUnreachableException e) {
            return;
        }
        var from = new UdpAddress(packet.getAddress(), packet.getPort());
        dispatcher.processMessage(
                this,
                from,
                ByteBuffer.wrap(buffer, 0, packet.getLength()),
                new TransportStateReference(
                        this,
                        from,
                        null,
                        SecurityLevel.undefined,
                        SecurityLevel.undefined,
                        false,
                        socket));
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        var pdu = event.getPDU();
        var target = asked;
        event.setProcessed(true);
        if (pdu == null
                || target == null
                || awaited == null
                || !awaited.equals(event.getPduHandle())
                || event.getMessageProcessingModel() != target.getVersion()) {
            return;
        }
        boolean believed =
                switch (pdu.getType()) {
                    case PDU.RESPONSE -> isFrom(event, target);
                    case PDU.REPORT -> isReport(event, pdu, target);
                    default -> false;
                };
        if (believed) {
            heard = pdu;
        }
    }

    private static boolean isFrom(CommandResponderEvent<?> event, Target<UdpAddress> target) {
        return !(target instanceof CommunityTarget<UdpAddress> community)
                || (community.getCommunity().equalsValue(event.getSecurityName())
                        && target.getAddress().equals(event.getPeerAddress()));
    }

    /**
     * RFC 3412 section 7.2.11: one counter, under the model that was asked in. One without a
     * signature may only say that the engine or the user is not known.
     */
    private static boolean isReport(
            CommandResponderEvent<?> event, PDU pdu, Target<UdpAddress> target) {
        if (pdu.size() != 1
                || !(pdu.get(0).getVariable() instanceof Counter32)
                || event.getSecurityModel() != target.getSecurityModel()) {
            return false;
        }
        var what = pdu.get(0).getOid();
        return event.getSecurityLevel() != SecurityLevel.NOAUTH_NOPRIV
                || target.getSecurityLevel() == SecurityLevel.NOAUTH_NOPRIV
                || what.equals(SnmpConstants.usmStatsUnknownEngineIDs)
                || what.equals(SnmpConstants.usmStatsUnknownUserNames);
    }

    /** The engine behind an address, as it shows itself to anybody; empty if nobody answers. */
    Optional<byte[]> engine(MPv3 v3, UdpAddress address, long millis) throws IOException {
        v3.removeEngineID(address);
        var pdu = new ScopedPDU();
        pdu.setType(PDU.GET);
        var target = new UserTarget<UdpAddress>();
        target.setAddress(address);
        target.setVersion(SnmpConstants.version3);
        target.setTimeout(millis);
        target.setSecurityLevel(SecurityLevel.NOAUTH_NOPRIV);
        try {
            once(pdu, target);
        } finally {
            forget(pdu, target);
        }
        return Optional.ofNullable(v3.getEngineID(address)).map(id -> id.getValue());
    }

    @Override
    public Class<? extends Address> getSupportedAddressClass() {
        return UdpAddress.class;
    }

    @Override
    public UdpAddress getListenAddress() {
        return new UdpAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    @Override
    public void sendMessage(
            UdpAddress address,
            byte[] message,
            TransportStateReference reference,
            long timeoutMillis,
            int maxRetries)
            throws IOException {
        InetAddress host = address.getInetAddress();
        socket.send(new DatagramPacket(message, message.length, host, address.getPort()));
    }

    @Override
    public void addTransportListener(TransportListener listener) {
        // nobody listens beside the caller
    }

    @Override
    public void removeTransportListener(TransportListener listener) {
        // nobody listens beside the caller
    }

    @Override
    public void listen() {
        // it is heard while it is asked
    }

    @Override
    public boolean isListening() {
        return true;
    }

    @Override
    public int getMaxInboundMessageSize() {
        return LARGEST;
    }

    @Override
    public void close() {
        socket.close();
    }
}
