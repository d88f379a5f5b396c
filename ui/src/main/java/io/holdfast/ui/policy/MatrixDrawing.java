package io.holdfast.ui.policy;

import io.holdfast.core.zone.IntraZone;
import io.holdfast.core.zone.Zone;
import io.holdfast.ui.kit.Glyph;
import java.util.List;
import java.util.function.Function;

/**
 * The matrix as one piece of HTML. A component for each cell would be ten thousand of them at a
 * hundred zones; matrix.js adds the keyboard. Names are labels of a-z, 0-9 and hyphens, words come
 * from our own lists; both are escaped all the same.
 */
final class MatrixDrawing {

    private static final List<Cell.Verdict> DRAWN =
            List.of(Cell.Verdict.ALLOW, Cell.Verdict.LIMITED, Cell.Verdict.NEVER);

    private MatrixDrawing() {}

    /**
     * Draws.
     *
     * @param words translates a key
     */
    static String html(Matrix matrix, Function<String, String> words) {
        var zones = matrix.zones();
        var html = new StringBuilder(zones.size() * zones.size() * 12 + 4_000);
        html.append("<svg class='hf-hidden' aria-hidden='true'>");
        DRAWN.forEach(v -> symbol(html, v.key(), glyph(v)));
        symbol(html, "pending", Glyph.PENDING);
        html.append("</svg><table class='hf-matrix hf-sticky' role='grid' aria-label='")
                .append(escaped(words.apply("matrix.title")))
                .append("' aria-rowcount='")
                .append(zones.size() + 1)
                .append("' aria-colcount='")
                .append(zones.size() + 1)
                .append("'><thead><tr><th class='hf-corner'>")
                .append(escaped(words.apply("matrix.corner")))
                .append("</th>");
        for (var zone : zones) {
            html.append("<th scope='col'><span>").append(name(zone)).append("</span></th>");
        }
        html.append("</tr></thead><tbody>");
        var open = escaped(words.apply("matrix.open"));
        var isolated = escaped(words.apply("matrix.isolated"));
        for (var from : zones) {
            html.append("<tr><th scope='row'>").append(name(from)).append("</th>");
            for (var to : zones) {
                cell(html, matrix, from, to, from.inside() == IntraZone.OPEN ? open : isolated);
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private static void cell(StringBuilder html, Matrix matrix, Zone from, Zone to, String inside) {
        var cell = matrix.cell(from, to);
        var verdict = cell.verdict();
        html.append("<td data-v=").append(verdict.key()).append('>');
        switch (verdict) {
            case SAME -> html.append(inside);
            case DENY -> html.append('\u2013');
            case NEVER -> use(html, "never");
            case ALLOW, LIMITED -> {
                use(html, verdict.key());
                html.append(cell.conduits().size());
            }
        }
        if (matrix.pending(from, to)) {
            html.append("<i>");
            use(html, "pending");
            html.append("</i>");
        }
        html.append("</td>");
    }

    private static void symbol(StringBuilder html, String name, Glyph glyph) {
        html.append("<symbol id='hf-m-")
                .append(name)
                .append("' viewBox='0 0 12 12'><g fill='currentColor'>")
                .append(glyph.drawing())
                .append("</g></symbol>");
    }

    private static void use(StringBuilder html, String name) {
        html.append("<svg aria-hidden=true><use href=#hf-m-").append(name).append(" /></svg>");
    }

    static Glyph glyph(Cell.Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> Glyph.ALLOW;
            case LIMITED -> Glyph.LIMITED;
            case DENY, SAME -> Glyph.DENY;
            case NEVER -> Glyph.NEVER;
        };
    }

    private static String name(Zone zone) {
        return escaped(zone.name().value());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }
}
