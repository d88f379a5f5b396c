/**
 * Addresses, prefixes and services as values. Strict: no zone ids, no octal, no wildcards (rulings
 * P7).
 */
@NullMarked
package io.holdfast.core.network;

import org.jspecify.annotations.NullMarked;
