/** The SNMPv3 agent of a simulated device. */
@NullMarked
package io.holdfast.simulator.snmp;

import org.jspecify.annotations.NullMarked;
