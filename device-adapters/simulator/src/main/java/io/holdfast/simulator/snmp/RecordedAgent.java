package io.holdfast.simulator.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
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
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.snmp4j.util.DefaultPDUFactory;

/**
 * An agent that answers with what a real device once answered: over SNMPv3 (SHA-256, AES-256), and
 * over v2c only where a community is given. Reading only, on loopback.
 */
public final class RecordedAgent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedAgent.class);
    private static final int MOST_VARIABLES = 400;
    private static final int MOST_BYTES = 16 * 1024;

    private final Snmp snmp;
    private final int port;

    private RecordedAgent(Snmp snmp, int port) {
        this.snmp = snmp;
        this.port = port;
    }

    /** A user of the agent, or a community where the password is empty. */
    public record Door(String user, String authPassword, String privPassword) {

        public static Door community(String community) {
            return new Door(community, "", "");
        }

        boolean version2c() {
            return authPassword.isEmpty();
        }
    }

    /**
     * Opens an agent on any free port of loopback.
     *
     * @param name tells its engine from others
     */
    public static RecordedAgent open(NavigableMap<OID, Variable> view, String name, Door door)
            throws IOException {
        return open(view, name, door, "127.0.0.1", 0);
    }

    /** Opens an agent on an address and port of loopback; 0 for any free port. */
    public static RecordedAgent open(
            NavigableMap<OID, Variable> view, String name, Door door, String host, int port)
            throws IOException {
        var dispatcher = new MessageDispatcherImpl();
        if (door.version2c()) {
            dispatcher.addMessageProcessingModel(new MPv2c());
        } else {
            dispatcher.addMessageProcessingModel(version3(name, door));
        }
        var transport =
                new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getByName(host), port));
        var snmp = new Snmp(dispatcher, transport);
        snmp.addCommandResponder(new Agent(new Answers(view, MOST_VARIABLES, MOST_BYTES), door));
        snmp.listen();
        return new RecordedAgent(snmp, transport.getListenAddress().getPort());
    }

    private static MPv3 version3(String name, Door door) {
        var engineId = engineId(name);
        var protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.none);
        protocols.addAuthenticationProtocol(new AuthHMAC192SHA256());
        protocols.addPrivacyProtocol(new PrivAES256());
        var usm = new USM(protocols, new OctetString(engineId), 1);
        usm.setEngineDiscoveryEnabled(true);
        usm.addUser(
                new UsmUser(
                        new OctetString(door.user()),
                        AuthHMAC192SHA256.ID,
                        new OctetString(door.authPassword()),
                        PrivAES256.ID,
                        new OctetString(door.privPassword())));
        return new MPv3(
                engineId,
                new DefaultPDUFactory(),
                protocols,
                SecurityModels.getCollection(new SecurityModel[] {usm}),
                CounterSupport.getInstance());
    }

    /** RFC 3411 engine id: documentation enterprise, text format. */
    private static byte[] engineId(String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(27, bytes.length);
        return ByteBuffer.allocate(5 + length)
                .putInt(0x8000_0000 | 32_473)
                .put((byte) 4)
                .put(bytes, 0, length)
                .array();
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }

    private record Agent(Answers answers, Door door) implements CommandResponder {

        @Override
        public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
            var request = event.getPDU();
            if (request == null || event.isProcessed() || !allowed(event)) {
                return;
            }
            event.setProcessed(true);
            var answer = request instanceof ScopedPDU ? new ScopedPDU() : new PDU();
            answer.setType(PDU.RESPONSE);
            answer.setRequestID(request.getRequestID());
            if (request instanceof ScopedPDU asked && answer instanceof ScopedPDU scoped) {
                scoped.setContextEngineID(asked.getContextEngineID());
                scoped.setContextName(asked.getContextName());
            }
            if (!answers.fill(answer, request)) {
                answer.addAll(request.getVariableBindings());
                answer.setErrorStatus(PDU.notWritable);
                answer.setErrorIndex(1);
            }
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
                LOG.debug("could not answer: {}", e.getMessage());
            }
        }

        private <A extends Address> boolean allowed(CommandResponderEvent<A> event) {
            if (door.version2c()) {
                return new OctetString(event.getSecurityName())
                        .equals(new OctetString(door.user()));
            }
            return event.getSecurityLevel() == SecurityLevel.AUTH_PRIV;
        }
    }
}
