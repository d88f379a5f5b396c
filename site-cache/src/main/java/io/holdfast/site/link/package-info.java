/** The way to the centre: enrolment, mutual TLS, contacts, and patience while it is gone. */
@NullMarked
package io.holdfast.site.link;

import org.jspecify.annotations.NullMarked;
