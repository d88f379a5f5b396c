/** The REST door's one way of saying no, of naming versions and of repeating safely. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"scope", "database", "audit", "access"})
package io.holdfast.controller.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
