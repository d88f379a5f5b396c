package io.holdfast.simulator.datastore;

/** Carries a device's no out of a deep edit; nothing was changed. */
public final class Refused extends Exception {

    private final transient RpcError error;

    public Refused(RpcError error) {
        super(error.tag() + ": " + error.message());
        this.error = error;
    }

    public RpcError error() {
        return error;
    }
}
