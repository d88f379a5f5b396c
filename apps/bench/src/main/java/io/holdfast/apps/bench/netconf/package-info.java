/** Guarded transactions over NETCONF, beside ncclient. */
@NullMarked
package io.holdfast.apps.bench.netconf;

import org.jspecify.annotations.NullMarked;
