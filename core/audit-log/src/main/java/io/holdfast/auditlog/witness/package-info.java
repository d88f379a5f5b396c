/**
 * What somebody keeps of a log that another one writes, and when a new head of it is believed.
 * Pure; a site node keeps by it, and so does who checks the checks.
 */
@NullMarked
package io.holdfast.auditlog.witness;

import org.jspecify.annotations.NullMarked;
