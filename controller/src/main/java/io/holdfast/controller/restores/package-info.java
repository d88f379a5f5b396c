/**
 * From a version in the archive back to the policy that asked for it, as a change like any other.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "scope",
            "audit",
            "access",
            "web",
            "policies",
            "changes",
            "observations",
            "sitelinks"
        })
package io.holdfast.controller.restores;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
