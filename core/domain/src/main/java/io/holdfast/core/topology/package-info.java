/** What is cabled to what: as neighbours tell it, how surely, and against the plan. */
@NullMarked
package io.holdfast.core.topology;

import org.jspecify.annotations.NullMarked;
