/**
 * What centre and site say to each other of the centre's audit log, and what the centre believes.
 */
@NullMarked
package io.holdfast.sitelink.witness;

import org.jspecify.annotations.NullMarked;
