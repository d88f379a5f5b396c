/** Policy revisions on disk. */
@NullMarked
package io.holdfast.controller.policies.store;

import org.jspecify.annotations.NullMarked;
