/**
 * What devices do otherwise than was approved, what it does to packets, and what a person decides
 * about it: put it back, take it into the policy, or accept it until a date.
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
            "rollouts",
            "sitelinks"
        })
package io.holdfast.controller.drifts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
