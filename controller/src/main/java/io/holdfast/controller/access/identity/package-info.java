/** The embedded identity provider: the same OpenID Connect contract as an external one. */
@NullMarked
package io.holdfast.controller.access.identity;

import org.jspecify.annotations.NullMarked;
