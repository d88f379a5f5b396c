package io.holdfast.ui.credentials;

import com.vaadin.flow.component.Component;
import io.holdfast.controller.sitelinks.AccessStanding;
import io.holdfast.controller.sitelinks.RotationStanding;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/** What opens one device, as the line of a table. */
record AccessLine(AccessStanding standing, ZoneId zone, Locale locale, Instant now) {

    /** Whether it opened the device, and when last. */
    Component opened(Component words) {
        return standing.provedAt()
                .<Component>map(at ->
                        new StateMark(
                                Glyph.OK,
                                Tone.OK,
                                words.getTranslation(
                                        "credentials.opened.at",
                                        Times.named(at, zone, locale, now))))
                .orElseGet(() ->
                        new StateMark(
                                Glyph.STALE,
                                Tone.STALE,
                                words.getTranslation(
                                        "credentials.state."
                                                + standing.state()
                                                        .name()
                                                        .toLowerCase(Locale.ROOT))));
    }

    /** How far its replacing has come. */
    Component rotation(Component words) {
        if (standing.rotation().isEmpty()) {
            return Table.text(words.getTranslation("credentials.rotation.never"));
        }
        var rotation = standing.rotation().get();
        var word =
                words.getTranslation(
                        "credentials.rotation." + rotation.state().name().toLowerCase(Locale.ROOT));
        var mark =
                switch (rotation.state()) {
                    case WAITING -> new StateMark(Glyph.TRIAL, Tone.PENDING, word);
                    case FAILED -> new StateMark(Glyph.ATTENTION, Tone.ATTENTION, word);
                    case PROVED -> new StateMark(Glyph.KEPT, Tone.OK, word);
                    case WITHDRAWN, REPLACED -> new StateMark(Glyph.BACK, Tone.STALE, word);
                };
        var at = rotation.toldAt().orElse(rotation.startedAt());
        return Table.twoLines(
                mark,
                words.getTranslation(
                        "credentials.rotation.line",
                        rotation.number(),
                        rotation.attempt(),
                        Times.named(at, zone, locale, now),
                        rotation.startedBy(),
                        result(rotation)));
    }

    private static String result(RotationStanding rotation) {
        return rotation.reason().isEmpty()
                ? rotation.result()
                : rotation.result() + ": " + rotation.reason();
    }
}
