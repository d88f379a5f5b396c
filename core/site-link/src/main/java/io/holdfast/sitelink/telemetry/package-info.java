/** What a site tells beside its journal: events (stream J1) and samples (stream J2). */
@NullMarked
package io.holdfast.sitelink.telemetry;

import org.jspecify.annotations.NullMarked;
