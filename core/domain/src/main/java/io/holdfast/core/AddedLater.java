package io.holdfast.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record component that came after the record had already been stored or sent somewhere. As long
 * as it says nothing it is absent on the wire, so what was written before it existed is still read,
 * keeps its digest, and is understood by a site node that does not know it yet. Saying nothing is
 * an empty list, false, the first word of an enum, or the first variant of a sealed type, which has
 * no fields. What says something is refused by an older reader, as it should be.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface AddedLater {}
