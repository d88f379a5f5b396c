package io.holdfast.simulator.bad;

import io.holdfast.netconf.bad.Client;

/** The simulator has its own framing. */
record BorrowsTheClient(Client what) {}
