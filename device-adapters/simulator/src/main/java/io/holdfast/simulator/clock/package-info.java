/** The time simulated devices live in: real on the wire, told in the deterministic simulation. */
@NullMarked
package io.holdfast.simulator.clock;

import org.jspecify.annotations.NullMarked;
