/** Zones, conduits and revisions over REST. */
@NullMarked
package io.holdfast.controller.policies.rest;

import org.jspecify.annotations.NullMarked;
