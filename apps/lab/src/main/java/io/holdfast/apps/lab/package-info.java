/** The demo plant: simulated devices, a database and a centre with its sites on one machine. */
@NullMarked
package io.holdfast.apps.lab;

import org.jspecify.annotations.NullMarked;
