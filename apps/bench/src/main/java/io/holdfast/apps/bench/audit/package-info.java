/** Logs that somebody tampers with, and what an auditor sees of it. */
@NullMarked
package io.holdfast.apps.bench.audit;

import org.jspecify.annotations.NullMarked;
