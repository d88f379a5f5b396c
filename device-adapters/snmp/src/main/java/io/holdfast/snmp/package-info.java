/** Inventory, polling, traps and Q-BRIDGE configuration over SNMP4J. */
@NullMarked
package io.holdfast.snmp;

import org.jspecify.annotations.NullMarked;
