/**
 * Wakes polls that wait for something new, across replicas. Losing a signal costs seconds, never a
 * state.
 */
@NullMarked
package io.holdfast.controller.sitelinks.wake;

import org.jspecify.annotations.NullMarked;
