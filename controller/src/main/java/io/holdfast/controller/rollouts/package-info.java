/** Rollouts: state in the database, reconciled by signal and by clock (rulings C4). */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "scope",
            "database",
            "audit",
            "access",
            "web",
            "policies",
            "sitelinks",
            "notices",
            "windows"
        })
package io.holdfast.controller.rollouts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
