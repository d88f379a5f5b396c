package io.holdfast.simulator.datastore;

import java.util.Map;

/**
 * A device's no (RFC 6241 section 4.3).
 *
 * @param type transport, rpc, protocol or application
 * @param tag the error-tag of RFC 6241 appendix A
 * @param path where in the configuration, or empty
 * @param info error-info leaves, such as session-id
 */
public record RpcError(
        String type, String tag, String message, String path, Map<String, String> info) {

    public RpcError {
        info = Map.copyOf(info);
    }

    public static RpcError application(String tag, String message, String path) {
        return new RpcError("application", tag, message, path, Map.of());
    }

    public static RpcError protocol(String tag, String message) {
        return new RpcError("protocol", tag, message, "", Map.of());
    }

    public static RpcError lockDenied(long holder) {
        return new RpcError(
                "protocol",
                "lock-denied",
                "the lock is held by session " + holder,
                "",
                Map.of("session-id", Long.toString(holder)));
    }
}
