/** Events over REST. */
@NullMarked
package io.holdfast.controller.notices.rest;

import org.jspecify.annotations.NullMarked;
