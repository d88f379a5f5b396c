/**
 * Devices for tests and the demo: a real NETCONF server and SNMP agent that lose power, paths and
 * timers.
 */
@NullMarked
package io.holdfast.simulator;

import org.jspecify.annotations.NullMarked;
