/** When changes may start: each site's windows, and the freezes of the organisation (R17). */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"scope", "database", "audit", "access", "web", "policies"})
package io.holdfast.controller.windows;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
