/** The neutral configuration of one device: what Holdfast owns on it, in no vendor words. */
@NullMarked
package io.holdfast.core.config;

import org.jspecify.annotations.NullMarked;
