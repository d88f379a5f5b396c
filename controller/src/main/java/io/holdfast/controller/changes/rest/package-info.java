/** Change requests over REST. */
@NullMarked
package io.holdfast.controller.changes.rest;

import org.jspecify.annotations.NullMarked;
