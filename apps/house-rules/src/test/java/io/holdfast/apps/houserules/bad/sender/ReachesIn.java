package io.holdfast.apps.houserules.bad.sender;

import io.holdfast.apps.houserules.bad.receiver.store.ReceiverStore;

/** Uses another feature's store. */
record ReachesIn(ReceiverStore store) {}
