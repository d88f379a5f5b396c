/**
 * The second, independently written reader and judge of a bundle, by docs/formats/bundle.md. Shares
 * no code with {@code core/site-link}: where the two disagree, one of them or the page is wrong.
 */
@NullMarked
package io.holdfast.bundlecheck;

import org.jspecify.annotations.NullMarked;
