package io.holdfast.snmp;

import io.holdfast.core.observe.SpoiledTable;
import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.mib.Rows;
import io.holdfast.snmp.mib.Walk;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Target;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;

/**
 * One conversation with one device: its own socket and its own user table, so that two devices with
 * one engine id (B-68) or one that misbehaves cannot disturb another. Every answer is checked:
 * object identifiers must rise, rows, bytes and time are bounded.
 */
final class SnmpConversation implements AutoCloseable {

    /**
     * Variables asked for at once: at first what fits an ordinary datagram, then what goes well.
     */
    private static final int FIRST_REPETITIONS = 24;

    private static final int MOST_REPETITIONS = 96;

    /** Objects in one GET; more and a small agent answers tooBig. */
    private static final int AT_ONCE = 20;

    private static final int LARGEST_VALUE = 4096;
    private static final long ONE_TRY_MILLIS = 1500;

    /** A datagram may be lost, and a small processor may be busy; three in a row are neither. */
    static final int RETRIES = 2;

    private final DeviceSocket socket;
    private final Target<UdpAddress> target;
    private final String engineId;
    private final Limits limits;
    private final long deadline;
    private final List<SpoiledTable> spoiled = new ArrayList<>();
    private int repetitions = FIRST_REPETITIONS;
    private long bytes;

    private SnmpConversation(
            DeviceSocket socket,
            Target<UdpAddress> target,
            String engineId,
            Limits limits,
            long deadline) {
        this.socket = socket;
        this.target = target;
        this.engineId = engineId;
        this.limits = limits;
        this.deadline = deadline;
    }

    static SnmpConversation open(
            DeviceAddress address,
            SnmpAccess access,
            String knownEngine,
            SnmpDoorway doorway,
            Limits limits)
            throws Silence {
        long deadline = System.nanoTime() + limits.time().toNanos();
        try {
            var udp = new UdpAddress(InetAddress.getByName(address.host()), address.port());
            var opened =
                    doorway.open(
                            udp,
                            access,
                            knownEngine,
                            Math.min(ONE_TRY_MILLIS, limits.time().toMillis()));
            var target = opened.target();
            target.setTimeout(ONE_TRY_MILLIS);
            target.setRetries(RETRIES);
            return new SnmpConversation(
                    opened.socket(), target, opened.engineId(), limits, deadline);
        } catch (UnknownHostException e) {
            throw new Silence("the host name of " + address + " is not known", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new Silence("cannot speak SNMP with " + address + ": " + e.getMessage(), e);
        }
    }

    /** The device's engine id (RFC 3411), hex; empty over v2c. */
    String engineId() {
        return engineId;
    }

    /** The tables that were not believed or not read so far. */
    List<SpoiledTable> spoiled() {
        return List.copyOf(spoiled);
    }

    /** Notes that a table was not read whole; once for each table and reason. */
    void spoil(OID at, String reason) {
        var table = Tables.spoiled(at, reason);
        if (!spoiled.contains(table)) {
            spoiled.add(table);
        }
    }

    /** Whether the device still answers at all. */
    boolean answers() {
        try {
            ask(request(PDU.GET, List.of(Mib.SYS_UPTIME)));
            return true;
        } catch (Silence _) {
            return false;
        }
    }

    /** Reads objects into the walk; one the device does not have is missing there. */
    void get(List<OID> oids, Walk into) throws Silence {
        for (int from = 0; from < oids.size(); from += AT_ONCE) {
            get(oids, from, Math.min(oids.size(), from + AT_ONCE), into);
        }
    }

    private void get(List<OID> oids, int from, int to, Walk into) throws Silence {
        var answer = ask(request(PDU.GET, oids.subList(from, to)));
        if (answer.getErrorStatus() == PDU.noError) {
            for (int i = 0; i < answer.size() && i < to - from; i++) {
                var binding = answer.get(i);
                if (!binding.isException()
                        && binding.getOid().equals(oids.get(from + i))
                        && isBounded(binding)) {
                    into.put(binding.getOid(), binding.getVariable());
                }
            }
            return;
        }
        if (to - from > 1) {
            int middle = (from + to) / 2;
            get(oids, from, middle, into);
            get(oids, middle, to, into);
        }
    }

    /** Which of these subtrees the device has; the first object of each goes into the walk. */
    List<OID> present(List<OID> roots, Walk into) throws Silence {
        var present = new ArrayList<OID>();
        for (int from = 0; from < roots.size(); from += AT_ONCE) {
            present(roots, from, Math.min(roots.size(), from + AT_ONCE), into, present);
        }
        return present;
    }

    private void present(List<OID> roots, int from, int to, Walk into, List<OID> present)
            throws Silence {
        var answer = ask(request(PDU.GETNEXT, roots.subList(from, to)));
        if (answer.getErrorStatus() != PDU.noError) {
            if (to - from > 1) {
                int middle = (from + to) / 2;
                present(roots, from, middle, into, present);
                present(roots, middle, to, into, present);
            }
            return;
        }
        for (int i = 0; i < answer.size() && i < to - from; i++) {
            var binding = answer.get(i);
            var root = roots.get(from + i);
            if (ended(binding)) {
                continue;
            }
            if (binding.getOid().compareTo(root) <= 0) {
                spoil(root, backwards(binding.getOid()));
            } else if (binding.getOid().startsWith(root) && isBounded(binding)) {
                present.add(root);
                into.put(binding.getOid(), binding.getVariable());
            }
        }
    }

    /**
     * Reads everything below an identifier. A table that is not believed is taken out of it again,
     * one that is too long is cut; either is noted.
     */
    void walk(OID root, Rows into) throws Silence {
        var last = root;
        int rows = 0;
        while (true) {
            var pdu = request(PDU.GETBULK, List.of(last));
            pdu.setMaxRepetitions(repetitions);
            var answer = ask(pdu);
            if (answer.getErrorStatus() == PDU.tooBig && repetitions > 1) {
                repetitions = Math.max(1, repetitions / 2);
                continue;
            }
            if (answer.getErrorStatus() != PDU.noError || answer.size() == 0) {
                return;
            }
            for (var binding : answer.getVariableBindings()) {
                var oid = binding.getOid();
                if (ended(binding) || !oid.startsWith(root)) {
                    return;
                }
                if (oid.compareTo(last) <= 0 || !isBounded(binding)) {
                    if (oid.compareTo(last) <= 0) {
                        spoil(root, backwards(oid));
                    }
                    into.drop(root);
                    return;
                }
                if (rows >= limits.rows()) {
                    spoil(root, "it has more than " + limits.rows() + " rows at " + root);
                    return;
                }
                last = oid;
                into.take(oid, binding.getVariable());
                rows++;
            }
            if (answer.size() >= repetitions) {
                repetitions = Math.min(MOST_REPETITIONS, repetitions + repetitions / 2 + 1);
            }
        }
    }

    /**
     * Sets objects, once: a repeat after a lost answer could be another deed. Empty if nobody
     * answered; then only reading tells what became of it.
     *
     * @return the error status, 0 for none
     */
    Optional<Integer> set(List<VariableBinding> objects) throws Silence {
        var pdu = request(PDU.SET, List.of());
        objects.forEach(pdu::add);
        target.setRetries(0);
        try {
            var answer = ask(pdu);
            return Optional.of(answer.getErrorStatus());
        } catch (Silence e) {
            if (System.nanoTime() >= deadline) {
                throw e;
            }
            return Optional.empty();
        } finally {
            target.setRetries(RETRIES);
        }
    }

    private static String backwards(OID oid) {
        return "the device's answers go backwards at " + oid + "; the table is not believed";
    }

    private static boolean ended(VariableBinding binding) {
        return binding.isException();
    }

    private PDU request(int type, List<OID> oids) {
        var pdu = target.getVersion() == SnmpConstants.version3 ? new ScopedPDU() : new PDU();
        pdu.setType(type);
        oids.forEach(oid -> pdu.add(new VariableBinding(oid)));
        return pdu;
    }

    private PDU ask(PDU pdu) throws Silence {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new Silence.Exhausted(
                    "the device is too slow: not finished within the time allowed");
        }
        target.setTimeout(Math.min(ONE_TRY_MILLIS, left));
        try {
            var response =
                    socket.ask(pdu, target)
                            .orElseThrow(() ->
                                    new Silence(
                                            "no answer; wrong SNMP user or password, or"
                                                    + " the device is gone"));
            if (response.getType() == PDU.REPORT) {
                throw new Silence(
                        "the device refuses the SNMP user: report "
                                + response.getVariableBindings());
            }
            bytes += response.getBERLength();
            if (bytes > limits.bytes()) {
                throw new Silence.Exhausted(
                        "the device sent more than "
                                + limits.bytes()
                                + " bytes and is not heard out");
            }
            return response;
        } catch (IOException e) {
            throw new Silence("sending failed: " + e.getMessage(), e);
        }
    }

    private boolean isBounded(VariableBinding binding) {
        if (binding.getVariable() instanceof OctetString octets
                && octets.length() > LARGEST_VALUE) {
            spoil(
                    binding.getOid(),
                    "a value of "
                            + octets.length()
                            + " bytes at "
                            + binding.getOid()
                            + " is not believed");
            return false;
        }
        if (binding.getVariable() == null) {
            binding.setVariable(new Null());
        }
        return true;
    }

    @Override
    public void close() {
        socket.close();
    }
}
