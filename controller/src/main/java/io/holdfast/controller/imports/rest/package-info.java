/** Imports over REST; maps, nothing else. */
@NullMarked
package io.holdfast.controller.imports.rest;

import org.jspecify.annotations.NullMarked;
