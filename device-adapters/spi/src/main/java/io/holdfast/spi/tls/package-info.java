/** Certificates that vouch for nobody but themselves: what is pinned needs no authority. */
@NullMarked
package io.holdfast.spi.tls;

import org.jspecify.annotations.NullMarked;
