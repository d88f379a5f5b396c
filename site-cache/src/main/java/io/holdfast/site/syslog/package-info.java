/** What devices log: taken in bounded, read strictly, counted by conduit. */
@NullMarked
package io.holdfast.site.syslog;

import org.jspecify.annotations.NullMarked;
