/** Places where a test may stop and kill this process (rulings H7). */
@NullMarked
package io.holdfast.site.failpoint;

import org.jspecify.annotations.NullMarked;
