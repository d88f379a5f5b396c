package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import java.util.Locale;

/** The state words of the house (rulings W2) with their shape and colour, in one place. */
public final class States {

    private States() {}

    /** The mark of a state by its API name, as in ISLANDED or ON_TRIAL. */
    public static StateMark of(Component where, String state) {
        var look = look(state);
        return new StateMark(
                look.glyph(),
                look.tone(),
                where.getTranslation("state." + state.toLowerCase(Locale.ROOT)));
    }

    /** Shape and colour of a state, for a drawing. */
    public record Look(Glyph glyph, Tone tone) {}

    /** How a state looks, by its API name. */
    public static Look look(String state) {
        return switch (state) {
            case "CONNECTED", "VERIFIED", "OK" -> new Look(Glyph.OK, Tone.OK);
            case "DEGRADED" -> new Look(Glyph.DEGRADED, Tone.ATTENTION);
            case "ISLANDED", "DEFERRED" -> new Look(Glyph.AUTONOMOUS, Tone.AUTONOMOUS);
            case "RECONCILING" -> new Look(Glyph.TRIAL, Tone.AUTONOMOUS);
            case "IN_REVIEW", "PAUSED", "STOPPING" -> new Look(Glyph.PENDING, Tone.PENDING);
            case "RUNNING", "ON_TRIAL" -> new Look(Glyph.TRIAL, Tone.PENDING);
            case "APPROVED", "RELEASED", "DONE", "KEPT" -> new Look(Glyph.KEPT, Tone.OK);
            case "REJECTED", "REFUSED" -> new Look(Glyph.REFUSED, Tone.ATTENTION);
            case "SUPERSEDED" -> new Look(Glyph.REFUSED, Tone.STALE);
            case "WITHDRAWN" -> new Look(Glyph.BACK, Tone.STALE);
            case "HALTED", "HELD", "NOT_ONBOARDED", "INTERRUPTED", "EXPIRED" ->
                    new Look(Glyph.ATTENTION, Tone.ATTENTION);
            case "ROLLED_BACK", "TAKEN_BACK" -> new Look(Glyph.BACK, Tone.ATTENTION);
            case "CONFLICT" -> new Look(Glyph.CONFLICT, Tone.ATTENTION);
            case "SILENT" -> new Look(Glyph.LOST, Tone.LOST);
            case "UNKNOWN" -> new Look(Glyph.STALE, Tone.STALE);
            default -> new Look(Glyph.WAITING, Tone.STALE);
        };
    }
}
