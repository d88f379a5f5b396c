/** The centre through its doors. */
@NullMarked
package io.holdfast.controller;

import org.jspecify.annotations.NullMarked;
