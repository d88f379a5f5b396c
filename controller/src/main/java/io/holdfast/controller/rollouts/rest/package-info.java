/** Rollouts over REST. */
@NullMarked
package io.holdfast.controller.rollouts.rest;

import org.jspecify.annotations.NullMarked;
