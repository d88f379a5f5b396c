/** Explanations over REST. */
@NullMarked
package io.holdfast.controller.explanations.rest;

import org.jspecify.annotations.NullMarked;
