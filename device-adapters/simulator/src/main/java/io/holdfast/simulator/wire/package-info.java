/** NETCONF over SSH as a device serves it (RFC 6241, RFC 6242). */
@NullMarked
package io.holdfast.simulator.wire;

import org.jspecify.annotations.NullMarked;
