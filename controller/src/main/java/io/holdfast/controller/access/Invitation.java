package io.holdfast.controller.access;

import java.time.Instant;

/**
 * Where somebody who was invited comes in. It is shown once and kept nowhere.
 *
 * @param user the name to log in with; with an outside provider, what stands in for it until then
 */
public record Invitation(String user, String url, Instant validUntil) {
    @Override
    public String toString() {
        return "Invitation[" + user + "]";
    }
}
