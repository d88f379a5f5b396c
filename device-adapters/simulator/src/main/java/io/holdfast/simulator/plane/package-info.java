/** What a simulated site forwards, computed only from the configurations its devices run. */
@NullMarked
package io.holdfast.simulator.plane;

import org.jspecify.annotations.NullMarked;
