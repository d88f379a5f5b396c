package io.holdfast.dialect.junos;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tunnels that somebody weakened, bent or laid beside ours. */
class TunnelReadingTest {

    private final JunosDialect dialect = new JunosDialect();

    private String told() {
        return dialect.render(Tunnelled.firewall(), Waterworks.device(Waterworks.FIREWALL_MODULES))
                .text();
    }

    /** What is kept of an answer, for it is all that was asked for. */
    private String asked(String answer) {
        var root =
                switch (XmlDocument.readFragment(answer, XmlLimits.DEVICE)) {
                    case XmlResult.Parsed(var parsed) -> parsed;
                    case XmlResult.Rejected(var reason) -> throw new AssertionError(reason);
                };
        return Subtree.textOf(root, dialect.owns(Waterworks.device(Waterworks.FIREWALL_MODULES)));
    }

    private ReadResult changed(String said, String instead) {
        var text = told();
        assertThat(text).contains(said);
        int at = text.indexOf(said);
        return dialect.read(
                asked(text.substring(0, at) + instead + text.substring(at + said.length())));
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ecdsa-signatures-384         | pre-shared-keys
                    <dh-group>group20            | <dh-group>group2
                    sha-384                      | sha1
                    aes-256-cbc                  | 3des-cbc
                    aes-256-gcm                  | aes-128-cbc
                    <keys>group20                | <keys>group2
                    v2-only                      | v1-only
                    <version>v2-only</version>   | ''
                    <protocol>esp                | <protocol>ah
                    <ca-profile>holdfast-tunnels | <ca-profile>somebody
                    <trusted-ca>                 | <x/><trusted-ca>
                    <local-certificate>holdfast-tunnels | <local-certificate>other
                    <proposals>hf-ike            | <proposals>basic
                    <ike-policy>hf-peer          | <ike-policy>other
                    <gateway>hf-peer-1</gateway> | <gateway>other</gateway>
                    <bind-interface>st0.11       | <bind-interface>st0.13
                    <bind-interface>st0.11       | <bind-interface>ge-0/0/1.0
                    <local-ip>10.1.30.12/32      | <local-ip>10.1.31.12/32
                    <address>198.51.100.3        | <address>198.51.100.3</address><address>192.0.2.9
                    <external-interface>ge-0/0/0.0 | <external-interface>ge-0/0/1.0
                    <always-send/>               | ''
                    immediately                  | on-traffic
                    <apply-groups>holdfast-tunnels</apply-groups> | ''
                    <apply-groups>holdfast       | <apply-groups inactive="inactive">holdfast
                    <apply-groups>               | <apply-groups>base</apply-groups><apply-groups>
                    <ike>                        | <policies/><ike>
                    <address-book nc             | <ike><proposal><name>hf-ike</name></proposal></ike><address-book nc
                    <address-book nc             | <ipsec><vpn><name>hf-tunnel11</name></vpn></ipsec><address-book nc
                    <address-book nc             | <ipsec><vpn><name>theirs</name><bind-interface>st0.11</bind-interface></vpn></ipsec><address-book nc
                    <address-book nc             | <ipsec><vpn><name>theirs</name><apply-groups>x</apply-groups></vpn></ipsec><address-book nc
                    <address-book nc             | <ike><apply-groups>x</apply-groups></ike><address-book nc
                    <address-book nc             | <ipsec><apply-groups>x</apply-groups></ipsec><address-book nc
                    <address-book nc             | <apply-groups>x</apply-groups><address-book nc
                    <address-book nc             | <ike><apply-groups-except>holdfast-tunnels</apply-groups-except></ike><address-book nc
                    <groups nc                   | <apply-groups-except>holdfast-tunnels</apply-groups-except><groups nc
                    <name>hf-tunnel11            | <name>tunnel11
                    <name>11</name>              | <name>13</name>
                    <name>11</name>              | <name>0</name></unit><unit><name>11</name>
                    """)
    void is_no_tunnel_of_ours_any_more(String said, String instead) {
        assertThat(changed(said, instead)).isInstanceOf(ReadResult.Unreadable.class);
    }

    @Test
    void a_tunnel_to_another_peer_is_read_as_what_it_is() {
        var bent = changed("<address>198.51.100.3<", "<address>192.0.2.66<");

        assertThat(bent).isInstanceOf(ReadResult.Read.class);
        assertThat(bent.toString()).contains("192.0.2.66");
        assertThat(bent).isNotEqualTo(new ReadResult.Read(Tunnelled.firewall()));
    }

    @Test
    void what_others_have_beside_it_is_not_looked_at_and_stays_theirs() {
        var theirs =
                told().replace(
                                "<address-book nc",
                                "<ike><proposal><name>branch</name><dh-group>group14</dh-group>"
                                        + "</proposal><policy><name>branch</name></policy><gateway>"
                                        + "<name>branch</name></gateway></ike>"
                                        + "<ipsec><vpn><name>branch</name>"
                                        + "<bind-interface>st0.5</bind-interface></vpn></ipsec>"
                                        + "<address-book nc")
                        .replace(
                                "<groups nc",
                                "<groups><name>node0</name><system><host-name>a</host-name>"
                                        + "</system><apply-groups>x</apply-groups></groups>"
                                        + "<groups nc");

        assertThat(dialect.read(theirs)).isEqualTo(new ReadResult.Read(Tunnelled.firewall()));
        assertThat(dialect.read(asked(theirs)))
                .isEqualTo(new ReadResult.Read(Tunnelled.firewall()));
        assertThat(told()).doesNotContain("<ike nc:", "<ipsec nc:", "branch");
    }

    @Test
    void of_groups_only_our_own_is_asked_for_and_kept() {
        var secret = UUID.randomUUID().toString();
        var answer =
                told().replace(
                                "<groups nc",
                                "<groups><name>node0</name><system><root-authentication>"
                                        + secret
                                        + "</root-authentication></system></groups><groups nc")
                        .replace(
                                "<address-book nc",
                                "<ike><policy><name>branch</name><pre-shared-key>"
                                        + secret
                                        + "</pre-shared-key></policy></ike><address-book nc");
        var kept = asked(answer);

        assertThat(kept).doesNotContain(secret).contains("hf-peer-1", "branch");
        assertThat(dialect.read(kept)).isEqualTo(new ReadResult.Read(Tunnelled.firewall()));
    }

    @Test
    void no_secret_is_told_and_whose_certificate_it_is_is_said_beforehand() {
        assertThat(told()).doesNotContain("pre-shared-key", "{{secret");
        assertThat(dialect.beforehand(Tunnelled.firewall())).hasSize(1);
        assertThat(dialect.beforehand(Waterworks.firewall())).isEmpty();
    }

    private static DeviceConfig with(InterfaceConfig each) {
        return new DeviceConfig(List.of(each), List.of(), List.of(), List.of());
    }

    @Test
    void a_tunnel_that_cannot_be_told_is_a_blocker() {
        var tunnel = Tunnelled.firewall().interfaceNamed("tunnel11").orElseThrow().mode();
        var alone = new InterfaceConfig("tunnel11", "", true, tunnel, List.of(), List.of());
        var named = new InterfaceConfig("wan-ss", "", true, tunnel, List.of(), List.of());
        var taken =
                new InterfaceConfig(
                        "st0", "", true, new InterfaceMode.Routed(), List.of(), List.of());
        var firewall = Waterworks.device(Waterworks.FIREWALL_MODULES);

        assertThat(dialect.blockers(with(alone), firewall))
                .containsExactly(
                        "interface tunnel11 begins at 198.51.100.1, which no interface has");
        assertThat(dialect.blockers(with(named), firewall).toString())
                .contains("must be named tunnel and its number");
        assertThat(dialect.blockers(with(taken), firewall))
                .containsExactly("interface st0 has a name that Junos has not");
        assertThat(dialect.blockers(with(alone), Waterworks.device(Waterworks.SWITCH_MODULES)))
                .contains("interface tunnel11 is a tunnel, and the device is no firewall");
    }
}
