package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.site.SiteId;

/**
 * A site said something new, and it is on disk. Ids only: whoever hears it looks again. It is told
 * in a thread of its own in which nobody acts, and it may be lost; a clock has to look as well.
 */
public record SiteHeard(OrganizationId organization, SiteId site) {}
