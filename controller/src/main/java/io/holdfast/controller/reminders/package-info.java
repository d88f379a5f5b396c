/** What nobody does and time brings: looked for by a clock and told like everything else. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "scope",
            "database",
            "access",
            "notices",
            "policies",
            "drifts",
            "sitelinks"
        })
package io.holdfast.controller.reminders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
