/** Windows and freezes over REST. */
@NullMarked
package io.holdfast.controller.windows.rest;

import org.jspecify.annotations.NullMarked;
