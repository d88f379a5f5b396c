/** Change requests: drafted, proved, approved by another person, released. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "scope",
            "database",
            "audit",
            "access",
            "web",
            "inventory",
            "policies",
            "rollouts",
            "notices",
            "sitelinks"
        })
package io.holdfast.controller.changes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
