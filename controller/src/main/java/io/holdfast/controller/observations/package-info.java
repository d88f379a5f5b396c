/**
 * What sites saw: samples, alarms, links between devices, configurations, use of conduits. Claims
 * with their age; what people decided about them stands beside.
 */
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
package io.holdfast.controller.observations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
