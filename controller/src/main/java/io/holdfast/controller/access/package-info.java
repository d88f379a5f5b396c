/** People, programs and what they may do; the embedded identity provider stands behind it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"scope", "database", "audit"})
package io.holdfast.controller.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
