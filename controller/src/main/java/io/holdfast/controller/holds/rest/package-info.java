@NullMarked
package io.holdfast.controller.holds.rest;

import org.jspecify.annotations.NullMarked;
