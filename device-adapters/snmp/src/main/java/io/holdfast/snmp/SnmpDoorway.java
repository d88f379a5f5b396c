package io.holdfast.snmp;

import io.holdfast.spi.SnmpAccess;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.nonstandard.PrivAES256With3DESKeyExtension;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/** Opens a socket to a device in the version it is to be asked in; keeps the keys of passwords. */
final class SnmpDoorway {

    /** Made once: it looks up the host's own address. */
    private static final OctetString OWN_ENGINE = new OctetString(MPv3.createLocalEngineID());

    /** Made once: each of them keeps the ciphers it has made. */
    private static final SecurityProtocols PROTOCOLS = protocols();

    private final SnmpKeys keys = new SnmpKeys();

    private static SecurityProtocols protocols() {
        var protocols =
                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        protocols.addPrivacyProtocol(new PrivAES256With3DESKeyExtension());
        return protocols;
    }

    /** A socket, and what is sent through it. */
    record Opened(DeviceSocket socket, Target<UdpAddress> target, String engineId) {}

    /**
     * Opens a socket and finds the engine behind it.
     *
     * @param known the engine id the device had before, hex; empty if it is not known yet. Nothing
     *     is said to another engine
     */
    Opened open(UdpAddress address, SnmpAccess access, String known, long millis)
            throws IOException, Silence {
        return switch (access) {
            case SnmpAccess.V3 v3 -> version3(address, v3, known, millis);
            case SnmpAccess.V2c v2c -> version2c(address, v2c);
        };
    }

    /** The engine id a device shows to anybody; empty if nobody answers. */
    static Optional<byte[]> engine(UdpAddress address, long millis) throws IOException {
        var dispatcher = new MessageDispatcherImpl();
        var v3 =
                new MPv3(
                        new USM(
                                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.none),
                                OWN_ENGINE,
                                0));
        dispatcher.addMessageProcessingModel(v3);
        try (var socket = new DeviceSocket(dispatcher)) {
            return socket.engine(v3, address, millis);
        }
    }

    private static Opened version2c(UdpAddress address, SnmpAccess.V2c access) throws IOException {
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        var socket = new DeviceSocket(dispatcher);
        var target = new CommunityTarget<>(address, new OctetString(access.community()));
        target.setVersion(SnmpConstants.version2c);
        return new Opened(socket, target, "");
    }

    private Opened version3(UdpAddress address, SnmpAccess.V3 access, String known, long millis)
            throws IOException, Silence {
        var objection = access.objection();
        if (objection.isPresent()) {
            throw new Silence(objection.get());
        }
        var usm = new USM(PROTOCOLS, OWN_ENGINE, 0);
        var dispatcher = new MessageDispatcherImpl();
        var v3 = new MPv3(usm);
        dispatcher.addMessageProcessingModel(v3);
        var socket = new DeviceSocket(dispatcher);
        try {
            byte @Nullable [] engineId = null;
            for (int i = 0; engineId == null && i <= SnmpConversation.RETRIES; i++) {
                engineId = socket.engine(v3, address, millis).orElse(null);
            }
            if (engineId == null) {
                throw new Silence("no SNMP agent answers at " + address);
            }
            var shown = new OctetString(engineId).toHexString().replace(":", "");
            if (!known.isEmpty() && !known.equals(shown)) {
                throw new Silence.OtherEngine(shown);
            }
            usm.addLocalizedUser(
                    engineId,
                    new OctetString(access.user()),
                    authentication(access),
                    keys.authentication(access, engineId),
                    privacy(access),
                    keys.privacy(access, engineId));
            var target =
                    new UserTarget<>(
                            address,
                            new OctetString(access.user()),
                            engineId,
                            SecurityLevel.AUTH_PRIV);
            target.setVersion(SnmpConstants.version3);
            return new Opened(socket, target, shown);
        } catch (IOException | Silence | IllegalArgumentException e) {
            socket.close();
            throw e;
        }
    }

    static OID authentication(SnmpAccess.V3 access) {
        return switch (access.authentication()) {
            case SHA_256 -> AuthHMAC192SHA256.ID;
            case SHA_1 -> AuthSHA.ID;
        };
    }

    static OID privacy(SnmpAccess.V3 access) {
        return switch (access.privacy()) {
            case AES_256 -> PrivAES256.ID;
            case AES_128 -> PrivAES128.ID;
            case AES_256_REEDER -> new PrivAES256With3DESKeyExtension().getID();
        };
    }
}
