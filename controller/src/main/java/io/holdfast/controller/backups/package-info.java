/**
 * Backups of the whole centre, and its return from one. A command of its own, beside the running
 * centre or before it; the running centre only tells that it came from a backup.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"scope", "database", "audit", "notices"})
package io.holdfast.controller.backups;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
