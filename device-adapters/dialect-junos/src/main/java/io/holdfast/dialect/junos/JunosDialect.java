package io.holdfast.dialect.junos;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlText;
import java.util.List;

/**
 * The dialect {@code junos}: firewalls of the SRX line (stateful zones) and switches of the EX line
 * (enhanced layer 2 software). What is owned of {@code configuration}, and nothing else, is {@link
 * #OWNED}; each part is replaced as a whole where the device has it. Tunnels are a group of the
 * configuration with a name of its own, beside whatever VPNs somebody else has there.
 *
 * <p>{@link #read} is strict: inherited groups, deactivated statements and everything without a
 * model make a text unreadable, because to replace the part would destroy them. {@link #survey}
 * reads the same text for an import: as much as is understood, and a remark for each thing that is
 * not.
 */
public final class JunosDialect implements DeviceDialect {

    /** Stored in bundles; never changes. */
    public static final String NAME = "junos";

    /** The owned parts of {@code configuration}. */
    static final List<String> OWNED =
            List.of(
                    "interfaces",
                    "vlans",
                    "firewall",
                    "applications",
                    "security/address-book",
                    "security/policies",
                    "security/zones",
                    "routing-options/static",
                    "routing-options/rib",
                    "groups[" + Junos.GROUP + "]");

    /** Not owned, but read: each changes what the owned parts mean. */
    private static final List<String> WATCHED =
            List.of(
                    "apply-groups",
                    "apply-groups-except",
                    "logical-systems",
                    "routing-instances",
                    "security/apply-groups",
                    "security/apply-groups-except",
                    "security/ike/apply-groups",
                    "security/ike/apply-groups-except",
                    "security/ike/proposal/name",
                    "security/ike/policy/name",
                    "security/ike/gateway/name",
                    "security/ipsec/apply-groups",
                    "security/ipsec/apply-groups-except",
                    "security/ipsec/proposal/name",
                    "security/ipsec/policy/name",
                    "security/ipsec/vpn/name",
                    "security/ipsec/vpn/apply-groups",
                    "security/ipsec/vpn/bind-interface",
                    "security/nat",
                    "security/forwarding-options");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(DeviceCapabilities capabilities) {
        return Junos.root(capabilities.modules()).isPresent();
    }

    @Override
    public boolean judgesConversations(DeviceCapabilities capabilities) {
        return Junos.has(capabilities.modules(), "security");
    }

    @Override
    public boolean bringsUpTunnels(DeviceCapabilities capabilities) {
        return judgesConversations(capabilities);
    }

    @Override
    public List<String> blockers(DeviceConfig config, DeviceCapabilities capabilities) {
        return Blockers.of(config, capabilities.modules());
    }

    @Override
    public List<String> beforehand(DeviceConfig config) {
        boolean tunnelled =
                config.interfaces().stream()
                        .anyMatch(i -> i.mode() instanceof InterfaceMode.TunnelInterface);
        return tunnelled
                ? List.of(
                        "It needs a certificate of its own (ECDSA, P-384, made out to the address"
                                + " its tunnel begins at) and a profile of the authority that made"
                                + " those of both ends, both under the name "
                                + TunnelWords.CERTIFICATE
                                + "; its private key is made in it and stays there.")
                : List.of();
    }

    @Override
    public Rendered render(DeviceConfig config, DeviceCapabilities capabilities) {
        var modules = capabilities.modules();
        var out = new XmlText();
        out.open(Junos.CONFIGURATION, "xmlns", Junos.NAMESPACE, "xmlns:nc", Junos.NETCONF);
        InterfaceWriting.write(out, config);
        if (Junos.has(modules, "vlans")) {
            VlanWriting.write(out, config);
        }
        FilterWriting.write(out, config);
        if (Junos.has(modules, "security")) {
            SecurityWriting.write(out, config);
        }
        RouteWriting.write(out, config);
        if (Junos.has(modules, "security")) {
            TunnelWriting.write(out, config);
        }
        out.close();
        return new Rendered(NAME, out.toString());
    }

    @Override
    public ReadResult read(String text) {
        var survey = survey(text);
        if (survey.remarks().isEmpty()) {
            return new ReadResult.Read(survey.understood());
        }
        int more = survey.remarks().size() - 1;
        return new ReadResult.Unreadable(
                survey.remarks().getFirst() + (more == 0 ? "" : "; and " + more + " more"));
    }

    /** What of a device's own configuration is understood, and what is not. */
    public Survey survey(String text) {
        return ConfigReading.survey(text);
    }

    @Override
    public List<Subtree> owns(DeviceCapabilities capabilities) {
        return Junos.root(capabilities.modules())
                .map(root ->
                        new Subtree(
                                root,
                                Junos.CONFIGURATION,
                                Junos.NAMESPACE,
                                java.util.stream.Stream.of(OWNED, WATCHED)
                                        .flatMap(List::stream)
                                        .toList()))
                .stream()
                .toList();
    }
}
