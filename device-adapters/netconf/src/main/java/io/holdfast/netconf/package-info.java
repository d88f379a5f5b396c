/**
 * NETCONF over SSH (RFC 6241, RFC 6242), the client's side: thin, blocking, a time limit on each
 * call, and no trust in the peer beyond its pinned host key.
 */
@NullMarked
package io.holdfast.netconf;

import org.jspecify.annotations.NullMarked;
