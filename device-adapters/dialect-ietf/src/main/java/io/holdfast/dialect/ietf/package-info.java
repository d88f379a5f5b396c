/**
 * Holdfast's model in the words of the IETF and IEEE YANG modules, and back.
 *
 * <h2>The tree, one line per thing</h2>
 *
 * <ul>
 *   <li>Interface (RFC 8343): {@code interfaces/interface} with {@code name}, {@code description}
 *       unless empty, {@code type} and {@code enabled}, always. Types: {@code
 *       ianaift:ethernetCsmacd} a physical port, {@code ianaift:l2vlan} a subinterface named {@code
 *       PARENT.VID}, {@code ianaift:l3ipvlan} a switch's own interface named {@code vlanVID}.
 *   <li>Addresses (RFC 8344): {@code ipv4/address} and {@code ipv6/address} with {@code ip} and
 *       {@code prefix-length}; {@code forwarding} true on a routed port and a subinterface with
 *       addresses of that family, left out on a switch's own interface.
 *   <li>Switch port (IEEE 802.1Q): {@code interface/bridge-port} with {@code bridge-name} and
 *       {@code component-name} {@code br0}, {@code port-type} {@code c-vlan-bridge-port}, {@code
 *       enable-ingress-filtering} true, and {@code acceptable-frame}: {@code
 *       admit-only-untagged-and-priority-tagged} with {@code pvid} on an access port and without on
 *       a port in no VLAN, {@code admit-only-VLAN-tagged-frames} on a trunk.
 *   <li>Which VLANs a port is in (IEEE 802.1Q 8.8.2): {@code
 *       bridges/bridge[br0]/component[br0]/filtering-database/vlan-registration-entry}, one per
 *       VLAN that has ports, {@code database-id} 1, {@code vids} the VLAN, and per port a {@code
 *       port-map} with {@code static-vlan-registration-entries}: {@code registrar-admin-control}
 *       {@code fixed-new-ignored}, {@code vlan-transmitted} {@code tagged} or {@code untagged}.
 *       {@code port-ref} is a number; the standard lets the bridge number its ports and shows the
 *       number as {@code bridge-port/port-number}, which is state. Holdfast writes 1 for the first
 *       bridge port by name (code point order), 2 for the second, and so on; where a device shows
 *       {@code port-number} that one is believed when reading, so a device that numbers otherwise
 *       reads back as a difference and is never confirmed.
 *   <li>VLANs: {@code component[br0]/bridge-vlan/vlan} with {@code vid} and {@code name}.
 *   <li>Access lists (RFC 8519): {@code acls/acl} with {@code type} and {@code aces/ace}: {@code
 *       matches} with {@code ipv4} or {@code ipv6} (both networks always, {@code protocol} unless
 *       every), {@code tcp} or {@code udp} only where a port is named ({@code operator} eq with
 *       {@code port} for one, {@code lower-port} and {@code upper-port} for a range), {@code
 *       icmp/type} for one type; {@code actions} with {@code forwarding} accept or drop and {@code
 *       logging} log-syslog where the rule logs. {@code
 *       attachment-points/interface/ingress/acl-sets/acl-set} by name.
 *   <li>Static routes (RFC 8349): {@code routing/control-plane-protocols/control-plane-protocol} of
 *       type {@code static} named {@code holdfast}; left out where there is no route.
 * </ul>
 *
 * <h2>Whose is what</h2>
 *
 * See {@link io.holdfast.dialect.ietf.IetfDialect}.
 */
@NullMarked
package io.holdfast.dialect.ietf;

import org.jspecify.annotations.NullMarked;
