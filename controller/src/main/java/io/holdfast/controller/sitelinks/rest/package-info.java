/** Links, journals and onboarding over REST. */
@NullMarked
package io.holdfast.controller.sitelinks.rest;

import org.jspecify.annotations.NullMarked;
