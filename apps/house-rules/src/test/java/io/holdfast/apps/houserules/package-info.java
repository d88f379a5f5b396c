/** Tests over all modules: who may import whom, determinism, sizes, names. */
@NullMarked
package io.holdfast.apps.houserules;

import org.jspecify.annotations.NullMarked;
