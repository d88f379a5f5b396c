package io.holdfast.ui.topology;

import java.util.Locale;

/** The few shapes of a drawing, as SVG in single quotes; in digits that a drawing reads. */
final class Svg {

    private Svg() {}

    static String rect(int x, int y, int width, int height, String style) {
        return String.format(
                Locale.ROOT,
                "<rect class='%s' x='%d.5' y='%d.5' width='%d' height='%d' rx='3'/>",
                style,
                x,
                y,
                width - 1,
                height);
    }

    static String text(int x, int y, String style, String words) {
        return String.format(
                Locale.ROOT,
                "<text x='%d' y='%d' class='%s'>%s</text>",
                x,
                y,
                style,
                escaped(words));
    }

    /** From a point: across, up or down, across. */
    static String path(String style, int x, int y, int turn, int toY, int toX) {
        return String.format(
                Locale.ROOT, "<path class='%s' d='M%d %dH%dV%dH%d'/>", style, x, y, turn, toY, toX);
    }

    /** Names are claims of devices: nothing in them is markup. */
    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }
}
