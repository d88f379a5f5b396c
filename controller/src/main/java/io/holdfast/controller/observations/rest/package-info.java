/** Observations over REST; maps, nothing else. */
@NullMarked
package io.holdfast.controller.observations.rest;

import org.jspecify.annotations.NullMarked;
