/**
 * The policy in force, and what a set of edits would make of it: compile, prove, compare, render.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"scope", "database", "audit", "access", "web"})
package io.holdfast.controller.policies;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
