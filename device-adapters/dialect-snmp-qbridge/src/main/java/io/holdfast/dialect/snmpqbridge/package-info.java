/** VLANs and ports of a switch in the terms of Q-BRIDGE-MIB and IF-MIB. */
@NullMarked
package io.holdfast.dialect.snmpqbridge;

import org.jspecify.annotations.NullMarked;
