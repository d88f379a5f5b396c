/** What people are to hear of: a feed for programs, and mail for those who want it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"scope", "database", "audit", "access", "web"})
package io.holdfast.controller.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
