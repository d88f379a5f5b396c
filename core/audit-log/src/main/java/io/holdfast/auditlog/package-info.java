/** Append-only Merkle log: leaves, checkpoints, inclusion and consistency proofs. */
@NullMarked
package io.holdfast.auditlog;

import org.jspecify.annotations.NullMarked;
