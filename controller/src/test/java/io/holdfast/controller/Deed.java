package io.holdfast.controller;

import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request that is right.
 *
 * @param then what to remember of its answer
 */
record Deed(
        Api who,
        String method,
        String path,
        @Nullable Object body,
        String etag,
        String key,
        Consumer<Api.Answer> then) {

    Api.Answer send() {
        return who.send(
                method, path, body == null ? null : Api.JSON.writeValueAsString(body), etag, key);
    }

    static Deed post(Api who, String path, Object body) {
        return post(who, path, body, _ -> {});
    }

    static Deed post(Api who, String path, Object body, Consumer<Api.Answer> then) {
        return new Deed(who, "POST", path, body, "\"0\"", UUID.randomUUID().toString(), then);
    }

    /** Of what stands at {@code at} now. */
    static Deed onto(Api who, String method, String at, String path, Object body) {
        return onto(who, method, at, path, body, _ -> {});
    }

    static Deed onto(
            Api who,
            String method,
            String at,
            String path,
            @Nullable Object body,
            Consumer<Api.Answer> then) {
        return new Deed(
                who, method, path, body, who.get(at).etag(), UUID.randomUUID().toString(), then);
    }
}
