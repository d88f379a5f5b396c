/** Sites and devices: what stands where. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "scope",
            "database",
            "audit",
            "access",
            "web",
            "policies",
            "sitelinks"
        })
package io.holdfast.controller.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
