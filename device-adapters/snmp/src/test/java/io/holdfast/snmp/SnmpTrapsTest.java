package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.TrapSighting;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.TrapJournal;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
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

    private SnmpTraps open(TrapJournal into, byte[] engineId) throws IOException {
        return SnmpTraps.open(
                "127.0.0.1",
                0,
                List.of(new SnmpTraps.Sender(Bytes.of(engineId), USER)),
                Set.of("hints"),
                into,
                InstantSource.system());
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

    private void awaitJournal(int traps) throws InterruptedException {
        for (int i = 0; i < 100 && journal.size() < traps; i++) {
            Thread.sleep(20);
        }
        assertThat(journal).hasSize(traps);
    }

    @Test
    void a_trap_without_authentication_is_a_hint_and_says_so() throws Exception {
        try (var traps = open(journal::addAll, new byte[] {1, 2, 3, 4, 5})) {
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
        try (var traps = open(journal::addAll, new byte[] {1, 2, 3, 4, 5})) {
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
        try (var traps = open(full, new byte[] {1, 2, 3, 4, 5})) {
            assertThat(sendVersion2c(traps, "hints", PDU.INFORM)).isFalse();
            assertThat(traps.counts().notJournaled()).isEqualTo(1);
        }
    }

    @Test
    void a_community_nobody_gave_is_refused_and_counted() throws Exception {
        try (var traps = open(journal::addAll, new byte[] {1, 2, 3, 4, 5})) {
            assertThat(sendVersion2c(traps, "public", PDU.INFORM)).isFalse();
            assertThat(traps.counts().refused()).isEqualTo(1);
        }
        assertThat(journal).isEmpty();
    }

    @Test
    void a_trap_of_a_known_engine_and_user_is_authenticated() throws Exception {
        var engineId = MPv3.createLocalEngineID(new OctetString("pump-house"));
        var protocols =
                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        var usm = new USM(protocols, new OctetString(engineId), 1);
        usm.addUser(
                new UsmUser(
                        new OctetString(USER.user()),
                        AuthHMAC192SHA256.ID,
                        new OctetString(USER.authPassword()),
                        PrivAES256.ID,
                        new OctetString(USER.privPassword())));
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv3(usm));
        try (var traps = open(journal::addAll, engineId);
                var snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping())) {
            var target =
                    new UserTarget<>(
                            at(traps),
                            new OctetString(USER.user()),
                            engineId,
                            SecurityLevel.AUTH_PRIV);
            target.setVersion(SnmpConstants.version3);
            var pdu = notification(new ScopedPDU(), PDU.TRAP);
            pdu.setContextEngineID(new OctetString(engineId));
            snmp.send(pdu, target);
            awaitJournal(1);
        }
        assertThat(journal.getFirst().authenticated()).isTrue();
        assertThat(journal.getFirst().engineId())
                .isEqualTo(java.util.HexFormat.of().formatHex(engineId));
    }
}
