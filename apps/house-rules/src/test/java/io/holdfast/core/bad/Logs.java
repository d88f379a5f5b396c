package io.holdfast.core.bad;

import org.slf4j.Logger;

/** Core does not log. */
record Logs(Logger what) {}
