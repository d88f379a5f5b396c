package io.holdfast.simulator.snmp;

import io.holdfast.simulator.DeviceDescription;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.plane.Fate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.TransportStateReference;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.snmp4j.util.DefaultPDUFactory;

/**
 * The SNMPv3 agent of a device: one user with SHA-256 and AES-256, who reads all and sets what
 * {@link BridgeTables} takes. Versions 1 and 2c are not spoken; while the site node does not reach
 * the device, nobody is answered.
 */
public final class SnmpDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnmpDoor.class);
    private static final int MOST_VARIABLES = 400;

    private final Snmp snmp;
    private final int port;

    private SnmpDoor(Snmp snmp, int port) {
        this.snmp = snmp;
        this.port = port;
    }

    /** Opens the door on a UDP port of loopback; 0 for any free one. */
    public static SnmpDoor open(SimulatedDevice device, String host, int port) throws IOException {
        var engineId = engineId(device);
        var protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.none);
        protocols.addAuthenticationProtocol(new AuthHMAC192SHA256());
        protocols.addPrivacyProtocol(new PrivAES256());
        var usm = new USM(protocols, new OctetString(engineId), boots());
        usm.setEngineDiscoveryEnabled(true);
        usm.addUser(user(device.credentials()));
        device.watchCredentials(other -> {
            usm.removeAllUsers();
            usm.addUser(user(other));
        });
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(
                new MPv3(
                        engineId,
                        new DefaultPDUFactory(),
                        protocols,
                        SecurityModels.getCollection(new SecurityModel[] {usm}),
                        CounterSupport.getInstance()));
        var transport =
                new GuardedTransport(device, new UdpAddress(InetAddress.getByName(host), port));
        var snmp = new Snmp(dispatcher, transport);
        snmp.addCommandResponder(new Agent(device));
        snmp.listen();
        return new SnmpDoor(snmp, transport.getListenAddress().getPort());
    }

    private static UsmUser user(DeviceDescription.Credentials credentials) {
        return new UsmUser(
                new OctetString(credentials.snmpUser()),
                AuthHMAC192SHA256.ID,
                new OctetString(credentials.snmpAuth()),
                PrivAES256.ID,
                new OctetString(credentials.snmpPriv()));
    }

    /** RFC 3411 engine id: documentation enterprise, text format, site and slot. */
    private static byte[] engineId(SimulatedDevice device) {
        var name = device.site().name() + "/" + device.slot();
        var text = name.substring(0, Math.min(27, name.length())).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + text.length)
                .putInt(0x8000_0000 | 32_473)
                .put((byte) 4)
                .put(text)
                .array();
    }

    /** Rises with each start without a file: minutes since 1970. */
    private static int boots() {
        return (int) (System.currentTimeMillis() / 60_000);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }

    /** Hears nothing while the path to the device is broken. */
    private static final class GuardedTransport extends DefaultUdpTransportMapping {
        private final SimulatedDevice device;

        GuardedTransport(SimulatedDevice device, UdpAddress address) throws IOException {
            super(address);
            this.device = device;
        }

        @Override
        protected void fireProcessMessage(
                UdpAddress from, ByteBuffer message, TransportStateReference state) {
            if (device.reachability(17, 161) instanceof Fate.Passed) {
                super.fireProcessMessage(from, message, state);
            }
        }
    }

    /** Answers one request after the other. */
    private record Agent(SimulatedDevice device) implements CommandResponder {

        @Override
        public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
            var request = event.getPDU();
            if (request == null || event.isProcessed()) {
                return;
            }
            event.setProcessed(true);
            var made = answer(event, request);
            if (made.isEmpty()) {
                return;
            }
            var answer = made.get();
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
                LOG.debug("{} could not answer: {}", device.slot(), e.getMessage());
            }
        }

        private <A extends Address> Optional<PDU> answer(
                CommandResponderEvent<A> event, PDU request) {
            var answer = new ScopedPDU();
            answer.setType(PDU.RESPONSE);
            answer.setRequestID(request.getRequestID());
            if (request instanceof ScopedPDU scoped) {
                answer.setContextEngineID(scoped.getContextEngineID());
                answer.setContextName(scoped.getContextName());
            }
            if (event.getSecurityLevel() != SecurityLevel.AUTH_PRIV) {
                return Optional.of(refused(answer, request, PDU.authorizationError));
            }
            if (request.getType() == PDU.SET) {
                return new Setting(device)
                        .set(List.copyOf(request.getVariableBindings()))
                        .map(status -> refused(answer, request, status));
            }
            var answers = new Answers(MibView.of(device), MOST_VARIABLES, Integer.MAX_VALUE);
            if (!answers.fill(answer, request)) {
                return Optional.of(refused(answer, request, PDU.notWritable));
            }
            return Optional.of(answer);
        }

        /** The objects as they came, with a status; noError too. */
        private static PDU refused(PDU answer, PDU request, int status) {
            answer.addAll(request.getVariableBindings());
            answer.setErrorStatus(status);
            answer.setErrorIndex(status == PDU.noError || request.size() == 0 ? 0 : 1);
            return answer;
        }
    }
}
