/** The port the sites speak to: TLS, enrolment, contacts. Every failure is a small JSON problem. */
@NullMarked
package io.holdfast.controller.sitelinks.door;

import org.jspecify.annotations.NullMarked;
