package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.TrapSighting;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.TrapJournal;
import io.holdfast.spi.TrapReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

class SnmpTrapsTest {

    private static final OID LINK_DOWN = new OID("1.3.6.1.6.3.1.1.5.3");
    private static final SnmpAccess.V3 USER =
            new SnmpAccess.V3(
                    "sender",
                    "a-long-password",
                    "another-password",
                    SnmpAccess.Authentication.SHA_256,
                    SnmpAccess.Privacy.AES_256);

    private final List<TrapSighting> journal = new CopyOnWriteArrayList<>();

    private final List<SnmpAccess.V3> users = new CopyOnWriteArrayList<>(List.of(USER));
    private final TrapReceiver.Engine engine =
            new TrapReceiver.Engine(Bytes.of(MPv3.createLocalEngineID()), 1);
    private volatile boolean heard = true;
    private volatile int mostPerSecond = 1_000;

    private SnmpTraps open(TrapJournal into) throws IOException {
        var senders =
                new TrapReceiver.Senders() {
                    @Override
                    public boolean hears(InetAddress from) {
                        return heard;
                    }

                    @Override
                    public List<SnmpAccess.V3> users(InetAddress from) {
                        return users;
                    }

                    @Override
                    public boolean hints(InetAddress from, String community) {
                        return community.equals("hints");
                    }

                    @Override
                    public int mostPerSecond() {
                        return mostPerSecond;
                    }
                };
        return SnmpTraps.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                engine,
                senders,
                into,
                InstantSource.system());
    }

    private BitSet keep(List<TrapSighting> traps) {
        journal.addAll(traps);
        return TrapJournal.all(traps);
    }

    private static <P extends PDU> P notification(P pdu, int type) {
        pdu.setType(type);
        pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(4711)));
        pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, LINK_DOWN));
        pdu.add(new VariableBinding(new OID("1.3.6.1.2.1.2.2.1.2.7"), new OctetString("port 7")));
        return pdu;
    }

    private static UdpAddress at(SnmpTraps traps) throws IOException {
        return new UdpAddress(InetAddress.getLoopbackAddress(), traps.port());
    }

    /** Sends over v2c; true if an answer came. */
    private static boolean sendVersion2c(SnmpTraps traps, String community, int type)
            throws IOException {
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        try (var snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping())) {
            snmp.listen();
            var target = new CommunityTarget<>(at(traps), new OctetString(community));
            target.setVersion(SnmpConstants.version2c);
            target.setTimeout(1000);
            target.setRetries(0);
            var event = snmp.send(notification(new PDU(), type), target);
            return event != null && event.getResponse() != null;
        }
    }

    private static final byte[] PUMP_HOUSE =
            MPv3.createLocalEngineID(new OctetString("pump-house"));

    /** A trap of the pump house, sealed as its user. */
    private static void sendVersion3(SnmpTraps traps) throws IOException {
        var protocols =
                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        var usm = new USM(protocols, new OctetString(PUMP_HOUSE), 1);
        usm.addUser(
                new UsmUser(
                        new OctetString(USER.user()),
                        AuthHMAC192SHA256.ID,
                        new OctetString(USER.authPassword()),
                        PrivAES256.ID,
                        new OctetString(USER.privPassword())));
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv3(usm));
        try (var snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping())) {
            var target =
                    new UserTarget<>(
                            at(traps),
                            new OctetString(USER.user()),
                            PUMP_HOUSE,
                            SecurityLevel.AUTH_PRIV);
            target.setVersion(SnmpConstants.version3);
            var pdu = notification(new ScopedPDU(), PDU.TRAP);
            pdu.setContextEngineID(new OctetString(PUMP_HOUSE));
            snmp.send(pdu, target);
        }
    }

    private void awaitJournal(int traps) throws InterruptedException {
        for (int i = 0; i < 100 && journal.size() < traps; i++) {
            Thread.sleep(20);
        }
        assertThat(journal).hasSize(traps);
    }

    @Test
    void a_trap_without_authentication_is_a_hint_and_says_so() throws Exception {
        try (var traps = open(this::keep)) {
            sendVersion2c(traps, "hints", PDU.TRAP);
            awaitJournal(1);
        }
        var trap = journal.getFirst();
        assertThat(trap.authenticated()).isFalse();
        assertThat(trap.trap()).isEqualTo(LINK_DOWN.toString());
        assertThat(trap.uptime()).isEqualTo(4711);
        assertThat(trap.variables())
                .containsExactly(new TrapSighting.Variable("1.3.6.1.2.1.2.2.1.2.7", "port 7"));
    }

    @Test
    void an_inform_is_in_the_journal_when_it_is_acknowledged() throws Exception {
        try (var traps = open(this::keep)) {
            assertThat(sendVersion2c(traps, "hints", PDU.INFORM)).isTrue();
            assertThat(journal).singleElement().matches(TrapSighting::inform);
        }
    }

    @Test
    void an_inform_that_could_not_be_journaled_is_not_acknowledged() throws Exception {
        TrapJournal full =
                traps -> {
                    throw new IOException("no space left");
                };
        try (var traps = open(full)) {
            assertThat(sendVersion2c(traps, "hints", PDU.INFORM)).isFalse();
            assertThat(traps.counts().notKept()).isEqualTo(1);
        }
    }

    @Test
    void a_community_nobody_gave_is_refused_and_counted() throws Exception {
        try (var traps = open(this::keep)) {
            assertThat(sendVersion2c(traps, "public", PDU.INFORM)).isFalse();
            assertThat(traps.counts().refused()).isEqualTo(1);
        }
        assertThat(journal).isEmpty();
    }

    @Test
    void a_trap_of_a_known_engine_and_user_is_authenticated() throws Exception {
        try (var traps = open(this::keep)) {
            sendVersion3(traps);
            awaitJournal(1);
        }
        assertThat(journal.getFirst().authenticated()).isTrue();
        assertThat(journal.getFirst().engineId())
                .isEqualTo(java.util.HexFormat.of().formatHex(PUMP_HOUSE));
    }

    @Test
    void a_user_with_too_short_a_password_is_refused_and_nobody_elses_traps_are_lost()
            throws Exception {
        users.set(
                0,
                new SnmpAccess.V3(
                        USER.user(), "short", "short", USER.authentication(), USER.privacy()));
        try (var traps = open(this::keep)) {
            sendVersion3(traps);
            for (int i = 0; i < 100 && traps.counts().refused() == 0; i++) {
                Thread.sleep(20);
            }
            assertThat(traps.counts().refused()).isEqualTo(1);
            sendVersion2c(traps, "hints", PDU.TRAP);
            awaitJournal(1);
        }
    }

    @Test
    void nothing_is_decoded_from_an_address_nobody_knows() throws Exception {
        heard = false;
        try (var traps = open(this::keep)) {
            assertThat(sendVersion2c(traps, "hints", PDU.INFORM)).isFalse();
            assertThat(traps.counts().refused()).isEqualTo(1);
        }
        assertThat(journal).isEmpty();
    }

    @Test
    void a_sender_that_sends_too_much_loses_what_is_too_much_and_it_is_counted() throws Exception {
        mostPerSecond = 1;
        try (var traps = open(this::keep)) {
            for (int i = 0; i < 50; i++) {
                sendVersion2c(traps, "hints", PDU.TRAP);
            }
            for (int i = 0; i < 100 && counted(traps) < 50; i++) {
                Thread.sleep(20);
            }
            assertThat(counted(traps)).isEqualTo(50);
            assertThat(traps.counts().kept()).isLessThan(25);
        }
    }

    private static long counted(SnmpTraps traps) {
        return traps.counts().kept() + traps.counts().dropped();
    }

    @Test
    void only_the_informs_of_a_batch_that_are_kept_are_acknowledged() throws Exception {
        try (var traps = open(_ -> new BitSet())) {
            assertThat(sendVersion2c(traps, "hints", PDU.INFORM)).isFalse();
            assertThat(traps.counts().notKept()).isEqualTo(1);
        }
    }
}
