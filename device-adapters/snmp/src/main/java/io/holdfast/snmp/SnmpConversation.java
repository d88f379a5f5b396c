package io.holdfast.snmp;

import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader.SnmpUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * One SNMPv3 conversation with one device: its own socket and its own user table, so that two
 * devices with one engine id (B-68) or one that misbehaves cannot disturb another. Every answer is
 * checked: object identifiers must rise, rows and time are bounded.
 */
final class SnmpConversation implements AutoCloseable {

    /** More rows than any table we read may have; a device that sends more is not believed. */
    static final int MOST_ROWS = 4096;

    /** Variables asked for at once: answers stay within one datagram on ordinary links. */
    private static final int REPETITIONS = 24;

    private static final int LARGEST_VALUE = 1024;
    private static final long ONE_TRY_MILLIS = 1500;

    private final Snmp snmp;
    private final UserTarget<UdpAddress> target;
    private final byte[] engineId;
    private final long deadline;

    private SnmpConversation(
            Snmp snmp, UserTarget<UdpAddress> target, byte[] engineId, long deadline) {
        this.snmp = snmp;
        this.target = target;
        this.engineId = engineId;
        this.deadline = deadline;
    }

    static SnmpConversation open(
            DeviceAddress address, SnmpUser user, SnmpKeys keys, Duration limit) throws Silence {
        long deadline = System.nanoTime() + limit.toNanos();
        @Nullable Snmp snmp = null;
        try {
            var dispatcher = new MessageDispatcherImpl();
            var protocols =
                    new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
            var usm = new USM(protocols, new OctetString(MPv3.createLocalEngineID()), 0);
            dispatcher.addMessageProcessingModel(new MPv3(usm));
            snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping());
            snmp.listen();
            var udp = new UdpAddress(InetAddress.getByName(address.host()), address.port());
            var engineId =
                    snmp.discoverAuthoritativeEngineID(
                            udp, Math.min(ONE_TRY_MILLIS, limit.toMillis()));
            if (engineId == null) {
                throw new Silence("no SNMP agent answers at " + address);
            }
            usm.addLocalizedUser(
                    engineId,
                    new OctetString(user.name()),
                    AuthHMAC192SHA256.ID,
                    keys.localized(user.authPassword(), engineId),
                    PrivAES256.ID,
                    keys.localized(user.privPassword(), engineId));
            var target =
                    new UserTarget<>(
                            udp, new OctetString(user.name()), engineId, SecurityLevel.AUTH_PRIV);
            target.setVersion(SnmpConstants.version3);
            target.setTimeout(ONE_TRY_MILLIS);
            target.setRetries(1);
            return new SnmpConversation(snmp, target, engineId, deadline);
        } catch (UnknownHostException e) {
            closeQuietly(snmp);
            throw new Silence("the host name of " + address + " is not known", e);
        } catch (IOException | IllegalArgumentException e) {
            closeQuietly(snmp);
            throw new Silence("cannot speak SNMP with " + address + ": " + e.getMessage(), e);
        } catch (Silence e) {
            closeQuietly(snmp);
            throw e;
        }
    }

    /** The device's engine id (RFC 3411), hex. */
    String engineId() {
        return new OctetString(engineId).toHexString().replace(":", "");
    }

    /** Reads scalars; one the device does not have is missing in the answer. */
    Map<OID, VariableBinding> get(List<OID> oids) throws Silence {
        var pdu = new ScopedPDU();
        pdu.setType(PDU.GET);
        oids.forEach(oid -> pdu.add(new VariableBinding(oid)));
        var values = new TreeMap<OID, VariableBinding>();
        for (var binding : ask(pdu)) {
            if (!binding.isException()) {
                values.put(binding.getOid(), bounded(binding));
            }
        }
        return values;
    }

    /** Reads one column of a table; keys are the index part behind the column. */
    Map<OID, VariableBinding> column(OID column) throws Silence {
        var rows = new TreeMap<OID, VariableBinding>();
        var last = column;
        while (true) {
            var pdu = new ScopedPDU();
            pdu.setType(PDU.GETBULK);
            pdu.setMaxRepetitions(REPETITIONS);
            pdu.add(new VariableBinding(last));
            var answer = ask(pdu);
            if (answer.isEmpty()) {
                return rows;
            }
            for (var binding : answer) {
                var oid = binding.getOid();
                if (binding.isException() || !oid.startsWith(column)) {
                    return rows;
                }
                if (oid.compareTo(last) <= 0) {
                    throw new Silence(
                            "the device's answers go backwards at "
                                    + oid
                                    + "; its table is not believed");
                }
                last = oid;
                rows.put(
                        new OID(oid.getValue(), column.size(), oid.size() - column.size()),
                        bounded(binding));
                if (rows.size() > MOST_ROWS) {
                    throw new Silence(
                            "the device has more than " + MOST_ROWS + " rows at " + column);
                }
            }
        }
    }

    private List<VariableBinding> ask(PDU pdu) throws Silence {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new Silence("the device is too slow: not finished within the time allowed");
        }
        target.setTimeout(Math.min(ONE_TRY_MILLIS, left));
        try {
            var event = snmp.send(pdu, target);
            var response = event == null ? null : event.getResponse();
            if (response == null) {
                throw new Silence("no answer; wrong SNMP user or password, or the device is gone");
            }
            if (response.getType() == PDU.REPORT) {
                throw new Silence(
                        "the device refuses the SNMP user: report "
                                + response.getVariableBindings());
            }
            if (response.getErrorStatus() != PDU.noError) {
                throw new Silence("the device answered: " + response.getErrorStatusText());
            }
            return new ArrayList<>(response.getVariableBindings());
        } catch (IOException e) {
            throw new Silence("sending failed: " + e.getMessage(), e);
        }
    }

    private static VariableBinding bounded(VariableBinding binding) throws Silence {
        if (binding.getVariable() instanceof OctetString octets
                && octets.length() > LARGEST_VALUE) {
            throw new Silence(
                    "a value of "
                            + octets.length()
                            + " bytes at "
                            + binding.getOid()
                            + " is not believed");
        }
        return binding;
    }

    private static void closeQuietly(@Nullable Snmp snmp) {
        if (snmp == null) {
            return;
        }
        try {
            snmp.close();
        } catch (IOException e) {
            // The socket is gone either way.
        }
    }

    @Override
    public void close() {
        closeQuietly(snmp);
    }
}
