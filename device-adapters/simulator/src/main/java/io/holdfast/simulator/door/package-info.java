/** The doors of a simulated device that no real device has: probe and control, on loopback. */
@NullMarked
package io.holdfast.simulator.door;

import org.jspecify.annotations.NullMarked;
