/** May this packet pass: answered from what the devices run, with who allowed it and since when. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "scope",
            "access",
            "web",
            "policies",
            "rollouts",
            "sitelinks",
            "changes"
        })
package io.holdfast.controller.explanations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
