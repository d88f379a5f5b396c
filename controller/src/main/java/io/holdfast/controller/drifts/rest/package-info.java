/** Drift over REST. */
@NullMarked
package io.holdfast.controller.drifts.rest;

import org.jspecify.annotations.NullMarked;
