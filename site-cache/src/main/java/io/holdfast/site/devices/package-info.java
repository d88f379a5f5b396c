/** Carries out what was decided on the devices, each call with its own time limit. */
@NullMarked
package io.holdfast.site.devices;

import org.jspecify.annotations.NullMarked;
