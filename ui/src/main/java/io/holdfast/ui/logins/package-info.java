/** Where people are logged in. */
@NullMarked
package io.holdfast.ui.logins;

import org.jspecify.annotations.NullMarked;
