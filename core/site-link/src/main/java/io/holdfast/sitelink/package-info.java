/**
 * The contract between centre and site (HFSP/1): what is signed, what is said over the link, what
 * is journaled, and when a site accepts what it is offered. Pure: transport, disk and keys come in
 * from outside.
 */
@NullMarked
package io.holdfast.sitelink;

import org.jspecify.annotations.NullMarked;
