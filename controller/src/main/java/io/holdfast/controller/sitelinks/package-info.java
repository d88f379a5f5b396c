/** The link to the sites: enrolment, keys, bundles, journal intake, what each site last said. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"scope", "database", "audit", "access", "web", "windows", "notices"})
package io.holdfast.controller.sitelinks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
