package io.holdfast.snmp;

import io.holdfast.core.Bytes;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.SnmpConfigurator;
import io.holdfast.spi.SurveyReader.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.snmp4j.smi.UdpAddress;

/** Opens sessions to switches that only SNMP configures (dialect {@code snmp-qbridge}). */
public final class SnmpQBridge implements SnmpConfigurator {

    private static final int ROWS = 16;
    private static final long BYTES = 1L << 16;

    private final SnmpDoorway doorway = new SnmpDoorway();

    @Override
    public String dialect() {
        return "snmp-qbridge";
    }

    @Override
    public Optional<String> engine(DeviceAddress address, Duration limit) {
        try {
            var udp = new UdpAddress(InetAddress.getByName(address.host()), address.port());
            return SnmpDoorway.engine(udp, limit.toMillis()).map(SnmpQBridge::fingerprint);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A claim, as anybody can send it: what proves the device is that it knows the keys. */
    private static String fingerprint(byte[] engineId) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(engineId);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public OpenResult open(Way way) {
        var limits = new Limits(way.limit(), ROWS, BYTES);
        try (var device = SnmpConversation.open(way.address(), way.user(), "", doorway, limits)) {
            var shown = fingerprint(Bytes.fromHex(device.engineId()).toArray());
            if (!shown.equals(way.pinnedEngine())) {
                return new OpenResult.HostKeyChanged(way.pinnedEngine(), shown);
            }
            return new OpenResult.Open(QBridgeSession.open(way, doorway, device));
        } catch (Silence silence) {
            return new OpenResult.Unreachable(String.valueOf(silence.getMessage()));
        }
    }
}
