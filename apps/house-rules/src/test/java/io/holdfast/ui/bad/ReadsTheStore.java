package io.holdfast.ui.bad;

import io.holdfast.controller.bad.store.KeptRow;

/** A view calls use cases. */
record ReadsTheStore(KeptRow what) {}
