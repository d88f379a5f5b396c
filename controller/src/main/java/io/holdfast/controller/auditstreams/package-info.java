/** Hands the audit log on as it grows: to an append-only file, and to syslog over TLS. */
@NullMarked
@ApplicationModule(allowedDependencies = {"scope", "database", "audit", "access", "notices"})
package io.holdfast.controller.auditstreams;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
