/** The IETF YANG models as one dialect: pure, golden-tested. */
@NullMarked
package io.holdfast.dialect.ietf;

import org.jspecify.annotations.NullMarked;
