/** Wiring of the centre: controller, dashboard and dialects in one runnable jar. */
@NullMarked
package io.holdfast.apps.centre;

import org.jspecify.annotations.NullMarked;
