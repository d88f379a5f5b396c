/** The status page at the site: server-rendered, no script, also without the centre. */
@NullMarked
package io.holdfast.site.console;

import org.jspecify.annotations.NullMarked;
