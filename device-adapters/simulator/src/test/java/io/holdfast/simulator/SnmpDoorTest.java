package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** The SNMPv3 agent, asked over UDP. */
class SnmpDoorTest {

    private SimulatedFleet fleet;
    private Snmp snmp;

    @BeforeEach
    void start() throws IOException {
        fleet = SimulatedFleet.start(new FleetDescription(List.of(DemoPlan.description())));
        var protocols =
                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        var usm = new USM(protocols, new OctetString(MPv3.createLocalEngineID()), 0);
        usm.addUser(
                new UsmUser(
                        new OctetString(DemoPlan.LOGIN.snmpUser()),
                        AuthHMAC192SHA256.ID,
                        new OctetString(DemoPlan.LOGIN.snmpAuth()),
                        PrivAES256.ID,
                        new OctetString(DemoPlan.LOGIN.snmpPriv())));
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv3(usm));
        dispatcher.addMessageProcessingModel(new MPv2c());
        snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping());
        snmp.listen();
    }

    @AfterEach
    void stop() throws IOException {
        snmp.close();
        fleet.close();
    }

    private UdpAddress address(String slot) throws IOException {
        var ready =
                fleet.ready().devices().stream()
                        .filter(d -> d.slot().equals(slot))
                        .findFirst()
                        .orElseThrow();
        return new UdpAddress(InetAddress.getByName(ready.host()), ready.snmp());
    }

    private @Nullable PDU ask(String slot, int type, int level, VariableBinding... wanted)
            throws IOException {
        var target = new UserTarget<UdpAddress>();
        target.setAddress(address(slot));
        target.setVersion(SnmpConstants.version3);
        target.setSecurityLevel(level);
        target.setSecurityName(new OctetString(DemoPlan.LOGIN.snmpUser()));
        target.setTimeout(700);
        target.setRetries(0);
        var pdu = new ScopedPDU();
        pdu.setType(type);
        if (type == PDU.GETBULK) {
            pdu.setMaxRepetitions(20);
        }
        for (var one : wanted) {
            pdu.add(one);
        }
        var answer = snmp.send(pdu, target).getResponse();
        if (answer != null && answer.getType() == PDU.RESPONSE) {
            assertThat(answer.getRequestID())
                    .as("managers match answers by it")
                    .isEqualTo(pdu.getRequestID());
        }
        return answer;
    }

    private Map<OID, String> walk(String slot, String root) throws IOException {
        var found = new TreeMap<OID, String>();
        var last = new OID(root);
        while (true) {
            var answer = ask(slot, PDU.GETBULK, SecurityLevel.AUTH_PRIV, new VariableBinding(last));
            for (var binding : answer.getVariableBindings()) {
                if (binding.isException() || !binding.getOid().startsWith(new OID(root))) {
                    return found;
                }
                found.put(binding.getOid(), binding.getVariable().toString());
                last = binding.getOid();
            }
        }
    }

    @Test
    void system_chassis_and_ports_are_told_to_who_has_the_keys() throws IOException {
        assertThat(walk("sw-1", "1.3.6.1.2.1.1").values())
                .contains("Simulated switch, SimOS 4.2.1", "ww-01-sw-1");
        assertThat(walk("fw-1", "1.3.6.1.2.1.47.1.1.1.1.11").values())
                .containsExactly("SIM-WW-01-FW-1");
        assertThat(walk("fw-1", "1.3.6.1.2.1.31.1.1.1.1").values())
                .containsExactly("wan0", "lan0", "lan1", "lan0.99");
        assertThat(walk("ap-1", "1.3.6.1.2.1.2.2.1.2").values()).containsExactly("eth0");
    }

    @Test
    void what_runs_shows_in_the_interface_table() throws IOException {
        var before = walk("fw-1", "1.3.6.1.2.1.2.2.1.7").get(new OID("1.3.6.1.2.1.2.2.1.7.1"));
        assertThat(before).isEqualTo("2");
        try (var session = RawNetconf.to(fleet.ready().devices().getFirst())) {
            session.edit(
                    Configs.interfaces(
                            "<interface><name>wan0</name><enabled>true</enabled></interface>"));
            session.commit();
        }
        assertThat(walk("fw-1", "1.3.6.1.2.1.2.2.1.7").get(new OID("1.3.6.1.2.1.2.2.1.7.1")))
                .isEqualTo("1");
    }

    @Test
    void a_neighbour_is_heard_while_both_ends_of_the_cable_are_on() throws IOException {
        var heard = "1.0.8802.1.1.2.1.4.1.1.";
        var sw = walk("sw-1", "1.0.8802.1.1.2.1.3.2").values();
        assertThat(walk("ap-1", heard + "9").values()).containsExactly("ww-01-sw-1");
        assertThat(walk("ap-1", heard + "5").values()).containsExactlyElementsOf(sw);
        assertThat(walk("sw-1", heard + "9").values()).contains("ww-01-ap-1");

        fleet.device("ww-01", "ap-1").orElseThrow().power(false);
        assertThat(walk("sw-1", heard + "9").values()).doesNotContain("ww-01-ap-1");
    }

    @Test
    void a_switch_tells_its_vlans_and_the_end_devices_it_learned_and_each_how_warm_it_is()
            throws IOException {
        assertThat(walk("sw-1", "1.3.6.1.2.1.17.7.1.4.2.1.4")).isNotEmpty();
        assertThat(walk("sw-1", "1.3.6.1.2.1.17.7.1.2.2.1.2")).isNotEmpty();
        assertThat(walk("fw-1", "1.3.6.1.2.1.17")).isEmpty();
        assertThat(walk("fw-1", "1.3.6.1.2.1.99.1.1.1.4").values())
                .singleElement()
                .satisfies(tenths -> assertThat(Integer.parseInt(tenths)).isBetween(390, 440));
    }

    @Test
    void nothing_is_told_without_keys_or_in_version_2c_and_nothing_is_written() throws IOException {
        var name = new VariableBinding(new OID("1.3.6.1.2.1.1.5.0"));
        var open = ask("fw-1", PDU.GET, SecurityLevel.NOAUTH_NOPRIV, name);
        assertThat(open == null || open.getErrorStatus() != 0 || open.getType() == PDU.REPORT)
                .isTrue();
        var old = new CommunityTarget<>(address("fw-1"), new OctetString("public"));
        old.setVersion(SnmpConstants.version2c);
        old.setTimeout(400);
        var pdu = new PDU();
        pdu.setType(PDU.GET);
        pdu.add(name);
        assertThat(snmp.send(pdu, old).getResponse()).isNull();
        var written =
                ask(
                        "fw-1",
                        PDU.SET,
                        SecurityLevel.AUTH_PRIV,
                        new VariableBinding(name.getOid(), new OctetString("x")));
        assertThat(written.getErrorStatus()).isEqualTo(PDU.notWritable);
        assertThat(
                        ask(
                                        "fw-1",
                                        PDU.GET,
                                        SecurityLevel.AUTH_PRIV,
                                        new VariableBinding(
                                                new OID("1.3.6.1.9.9.0"), new Integer32(0)))
                                .get(0)
                                .isException())
                .isTrue();
    }

    @Test
    void a_device_that_cannot_be_reached_is_silent() throws IOException {
        var name = new VariableBinding(new OID("1.3.6.1.2.1.1.5.0"));
        fleet.device("ww-01", "ap-1").orElseThrow().path(false);
        assertThat(ask("ap-1", PDU.GET, SecurityLevel.AUTH_PRIV, name)).isNull();
        fleet.device("ww-01", "ap-1").orElseThrow().path(true);
        assertThat(ask("ap-1", PDU.GET, SecurityLevel.AUTH_PRIV, name)).isNotNull();
        fleet.device("ww-01", "sw-1").orElseThrow().power(false);
        assertThat(ask("ap-1", PDU.GET, SecurityLevel.AUTH_PRIV, name)).isNull();
    }
}
