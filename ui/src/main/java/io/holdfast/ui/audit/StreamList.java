package io.holdfast.ui.audit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.audit.AuditStreams.Standing;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Where the log is handed over as it grows, how far that is confirmed, and what stands against it.
 */
final class StreamList extends Div {

    private static final long serialVersionUID = 1L;

    StreamList(List<Standing> streams, Instant now) {
        var table =
                new Table(getTranslation("audit.streams"))
                        .head(getTranslation("audit.stream.kind"))
                        .numberHead(getTranslation("audit.stream.size"))
                        .numberHead(getTranslation("audit.stream.behind"))
                        .head(getTranslation("audit.stream.confirmed"))
                        .head(getTranslation("audit.stream.state"));
        for (var one : streams) {
            var kind = one.stream().kind().name().toLowerCase(Locale.ROOT);
            table.row(
                    Table.twoLines(
                            new Span(getTranslation("audit.stream.kind." + kind)),
                            one.stream().place()),
                    Table.text(Long.toString(one.size())),
                    Table.text(Long.toString(one.behind())),
                    Times.namedAt(one.confirmedAt(), Times.here(), getLocale(), now),
                    one.reason().isEmpty() ? state(one) : Table.twoLines(state(one), one.reason()));
        }
        add(Parts.why(getTranslation("audit.streams.about")), table);
    }

    private StateMark state(Standing one) {
        if (one.late()) {
            return new StateMark(
                    Glyph.ATTENTION, Tone.ATTENTION, getTranslation("audit.stream.late"));
        }
        if (!one.reason().isEmpty()) {
            return waiting("audit.stream.trying");
        }
        return one.ran()
                ? new StateMark(Glyph.OK, Tone.OK, getTranslation("audit.stream.going"))
                : waiting("audit.stream.not-begun");
    }

    private StateMark waiting(String word) {
        return new StateMark(Glyph.WAITING, Tone.STALE, getTranslation(word));
    }
}
