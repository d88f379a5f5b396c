/** The first hour of an installation: the one-time set-up link, or a start-up file read once. */
@NullMarked
@ApplicationModule
package io.holdfast.controller.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
