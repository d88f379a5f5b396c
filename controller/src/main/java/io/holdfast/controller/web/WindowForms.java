package io.holdfast.controller.web;

import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Windows as the interface writes them, and back; each fault with its pointer. */
public final class WindowForms {

    /** A start and a length that no window is refused for. */
    private static final LocalDateTime ANY = LocalDateTime.of(2026, 1, 1, 0, 0);

    private static final Duration ONE_HOUR = Duration.ofHours(1);

    private WindowForms() {}

    /** A window for reading. */
    public static io.holdfast.api.model.Window form(Window window) {
        return new io.holdfast.api.model.Window(
                window.name(),
                window.kind().name(),
                window.rule().toString(),
                window.start().toString(),
                window.duration().toString());
    }

    static void read(
            SiteId site,
            List<io.holdfast.api.model.Window> forms,
            FormReader at,
            List<PolicyEdit> edits) {
        int before = at.faults().size();
        var windows = new ArrayList<Window>();
        for (int i = 0; i < forms.size(); i++) {
            var window = read(forms.get(i), at.in("windows/" + i));
            if (window.isPresent()) {
                windows.add(window.get());
            }
        }
        if (at.faults().size() == before) {
            edits.add(new PolicyEdit.PutSiteWindows(site, windows));
        }
    }

    private static Optional<Window> read(io.holdfast.api.model.Window form, FormReader at) {
        var kind = at.one("kind", () -> WindowKind.valueOf(form.getKind()));
        var rule = at.one("rule", () -> Recurrence.of(form.getRule()));
        var start = at.one("start", moment(() -> LocalDateTime.parse(form.getStart())));
        var duration = at.one("duration", moment(() -> Duration.parse(form.getDuration())));
        if (kind == null || rule == null || start == null || duration == null) {
            return Optional.empty();
        }
        // A window says only that it is refused: asked with one field of the form after the other.
        var named = at.one("name", () -> new Window(form.getName(), kind, rule, ANY, ONE_HOUR));
        var starts = at.one("start", () -> new Window("any", kind, rule, start, ONE_HOUR));
        var lasts = at.one("duration", () -> new Window("any", kind, rule, ANY, duration));
        return named == null || starts == null || lasts == null
                ? Optional.empty()
                : Optional.of(new Window(form.getName(), kind, rule, start, duration));
    }

    /** What java.time refuses is refused as every other field is. */
    private static <T> Supplier<T> moment(Supplier<T> read) {
        return () -> {
            try {
                return read.get();
            } catch (DateTimeException | ArithmeticException e) {
                throw new IllegalArgumentException("This is no time as the field wants it.", e);
            }
        };
    }
}
