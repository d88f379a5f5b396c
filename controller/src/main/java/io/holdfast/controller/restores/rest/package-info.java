@NullMarked
package io.holdfast.controller.restores.rest;

import org.jspecify.annotations.NullMarked;
