/**
 * The contract between centre and site: wire records, envelopes, acceptance rules, journal, merge.
 */
@NullMarked
package io.holdfast.sitelink;

import org.jspecify.annotations.NullMarked;
