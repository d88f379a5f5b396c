/** What opens devices, and how it is replaced; secrets go in and never come out. */
@NullMarked
package io.holdfast.ui.credentials;

import org.jspecify.annotations.NullMarked;
