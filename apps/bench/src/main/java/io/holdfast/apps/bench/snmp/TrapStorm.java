package io.holdfast.apps.bench.snmp;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.locks.LockSupport;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/** Sends version 2c traps to a port of loopback, so many a second, evenly. */
final class TrapStorm {

    static final String COMMUNITY = "storm";

    /** How far behind the clock the sender lets itself fall before it sends at once. */
    private static final long STEP_NANOS = 1_000_000;

    /** What was sent, and what processor time the sending took. */
    record Sent(long traps, double seconds, double cpuSeconds) {}

    private TrapStorm() {}

    static Sent send(int port, long perSecond, long traps) throws IOException {
        var message = message();
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        try (var socket = new DatagramSocket()) {
            var packet =
                    new DatagramPacket(
                            message, message.length, InetAddress.getLoopbackAddress(), port);
            for (long i = 0; i < traps; i++) {
                long due = begun + i * 1_000_000_000L / perSecond;
                long ahead = due - System.nanoTime();
                if (ahead > STEP_NANOS) {
                    LockSupport.parkNanos(ahead);
                }
                socket.send(packet);
            }
        }
        return new Sent(
                traps,
                (System.nanoTime() - begun) / 1e9,
                (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
    }

    /** RFC 3416: a link went down, with three objects of the interface. */
    private static byte[] message() throws IOException {
        var pdu = new PDU();
        pdu.setType(PDU.TRAP);
        pdu.setRequestID(new Integer32(1));
        pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(4711)));
        pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, new OID("1.3.6.1.6.3.1.1.5.3")));
        pdu.add(new VariableBinding(new OID("1.3.6.1.2.1.2.2.1.1.7"), new Integer32(7)));
        pdu.add(new VariableBinding(new OID("1.3.6.1.2.1.2.2.1.7.7"), new Integer32(1)));
        pdu.add(new VariableBinding(new OID("1.3.6.1.2.1.2.2.1.8.7"), new Integer32(2)));
        var version = new Integer32(1);
        var community = new OctetString(COMMUNITY);
        int length = version.getBERLength() + community.getBERLength() + pdu.getBERLength();
        var out = new BEROutputStream(java.nio.ByteBuffer.allocate(length + 8));
        BER.encodeHeader(out, BER.SEQUENCE, length);
        version.encodeBER(out);
        community.encodeBER(out);
        pdu.encodeBER(out);
        var buffer = out.getBuffer();
        buffer.flip();
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
