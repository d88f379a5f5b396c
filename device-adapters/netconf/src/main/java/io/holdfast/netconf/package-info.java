/** RFC 6241/6242 client: framing, messages, operations, confirmed commit. */
@NullMarked
package io.holdfast.netconf;

import org.jspecify.annotations.NullMarked;
