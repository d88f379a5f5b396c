package io.holdfast.controller.bad;

import io.holdfast.controller.bad.store.KeptRow;

/** An entity outside its store. */
record HandsOutRows(KeptRow what) {}
