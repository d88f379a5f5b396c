package io.holdfast.controller.web;

import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids as they stand in a path. What cannot be an id of ours names nothing: not found. */
public final class PathIds {

    private PathIds() {}

    public static SiteId site(String text) {
        try {
            return new SiteId(text);
        } catch (IllegalArgumentException e) {
            throw Refused.notFound("site", text);
        }
    }

    public static DeviceSlot slot(String text) {
        try {
            return new DeviceSlot(text);
        } catch (IllegalArgumentException e) {
            throw Refused.notFound("device", text);
        }
    }

    /**
     * A row's id.
     *
     * @param what for the sentence, as in change request
     */
    public static UUID id(String what, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refused.notFound(what, text);
        }
    }

    /** Where a page begins; empty for the first. */
    public static Optional<UUID> cursor(@Nullable String text) {
        try {
            return text == null || text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("", "CURSOR_NOT_VALID", "Send the cursor of the page before.");
        }
    }
}
