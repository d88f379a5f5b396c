/**
 * The configuration of a simulated device: trees, edits, checks, locks, trials and history (RFC
 * 6241).
 */
@NullMarked
package io.holdfast.simulator.datastore;

import org.jspecify.annotations.NullMarked;
