/** Sites and devices over REST. */
@NullMarked
package io.holdfast.controller.inventory.rest;

import org.jspecify.annotations.NullMarked;
