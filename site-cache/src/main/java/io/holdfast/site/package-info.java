/**
 * The site node: it holds the last state the centre signed, carries it out on the devices, and
 * writes down what it did, with or without the centre. Deciding is in core ({@code SiteNode.step});
 * here are the disk, the link, the devices, the clock and the status page.
 */
@NullMarked
package io.holdfast.site;

import org.jspecify.annotations.NullMarked;
