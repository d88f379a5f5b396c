/**
 * Keys of this installation in files outside the database, and the link's certificate authority.
 */
@NullMarked
package io.holdfast.controller.sitelinks.keys;

import org.jspecify.annotations.NullMarked;
