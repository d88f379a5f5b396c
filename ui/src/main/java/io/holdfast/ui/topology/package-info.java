/** What is cabled to what at a site, against its plan, and who answers for strangers. */
@NullMarked
package io.holdfast.ui.topology;

import org.jspecify.annotations.NullMarked;
