/** What was done at sites in holds, and what the centre answers: adopt it or revert it. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "scope",
            "audit",
            "access",
            "web",
            "changes",
            "policies",
            "rollouts",
            "sitelinks"
        })
package io.holdfast.controller.holds;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
