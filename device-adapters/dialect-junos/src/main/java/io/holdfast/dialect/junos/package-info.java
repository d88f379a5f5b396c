/**
 * Holdfast's model in the words of Junos, and back.
 *
 * <h2>One line per thing</h2>
 *
 * <ul>
 *   <li>Routed port: {@code interfaces interface NAME unit 0 family inet|inet6}. Subinterface
 *       {@code NAME.UNIT}: {@code unit UNIT vlan-id VLAN}, the port {@code vlan-tagging}. A
 *       switch's own interface {@code vlanN}: {@code irb unit N}, which is {@code l3-interface} of
 *       its VLAN. Switch port: {@code unit 0 family ethernet-switching interface-mode access|trunk
 *       vlan members}. A port in no VLAN has no unit.
 *   <li>VLAN: {@code vlans vlan vID vlan-id ID}, its own name in {@code description}.
 *   <li>Access list: {@code firewall family inet|inet6 filter NAME term RULE}, a last term {@code
 *       hf-end} that discards; attached as {@code family inet|inet6 filter input}.
 *   <li>Security zone: {@code security zones security-zone}. To the device: {@code
 *       host-inbound-traffic} names the services that rules need, and the rules stand as policies
 *       to {@code junos-host}, a last one {@code hf-end} denies.
 *   <li>Policy between zones: {@code security policies policy} with addresses of the global book
 *       and applications, both named after their content ({@link
 *       io.holdfast.dialect.junos.Objects}); {@code default-policy deny-all} always.
 *   <li>Static route: {@code routing-options static} and {@code rib inet6.0 static}.
 * </ul>
 *
 * <h2>Whose is what</h2>
 *
 * See {@link io.holdfast.dialect.junos.JunosDialect}.
 */
@NullMarked
package io.holdfast.dialect.junos;

import org.jspecify.annotations.NullMarked;
