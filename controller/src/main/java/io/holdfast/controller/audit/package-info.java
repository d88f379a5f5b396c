/** Who did what: append, read, sequence. Refused attempts are entries too (rulings C3). */
@NullMarked
@ApplicationModule(allowedDependencies = {"scope", "database"})
package io.holdfast.controller.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
