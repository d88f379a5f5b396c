package io.holdfast.controller.windows;

import io.holdfast.core.window.MayStart;
import io.holdfast.core.window.Occurrence;
import io.holdfast.core.window.SiteWindows;
import java.util.List;

/**
 * When changes may start at a site.
 *
 * @param revision of the policy the windows stand in
 * @param next the next ten
 * @param now whether something that takes but a moment could start now, freezes minded
 */
public record WindowsView(long revision, SiteWindows windows, List<Occurrence> next, MayStart now) {
    public WindowsView {
        next = List.copyOf(next);
    }
}
