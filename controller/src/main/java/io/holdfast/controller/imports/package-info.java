/** Sites, devices and prefixes from a file: tried first, then all of it or nothing. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "scope",
            "audit",
            "access",
            "web",
            "policies",
            "changes",
            "inventory"
        })
package io.holdfast.controller.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
