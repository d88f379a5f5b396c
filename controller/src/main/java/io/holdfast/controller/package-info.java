/** The centre: features as Spring Modulith modules (library, no main). */
@NullMarked
package io.holdfast.controller;

import org.jspecify.annotations.NullMarked;
