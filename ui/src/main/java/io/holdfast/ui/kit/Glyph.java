package io.holdfast.ui.kit;

/**
 * The shapes of states, 12 by 12 in the colour of their text. Shape alone tells the states apart.
 */
public enum Glyph {
    OK("<circle cx='6' cy='6' r='3.6'/>"),
    ATTENTION("<path d='M6 .8 11.6 11H.4z'/>"),
    LOST(
            "<path fill-rule='evenodd' d='M1 1h10v10H1zm2.2 3.6L4.6 6 3.2 7.4l1.4 1.4L6 7.4l1.4 1.4"
                    + " 1.4-1.4L7.4 6l1.4-1.4-1.4-1.4L6 4.6 4.6 3.2z'/>"),
    AUTONOMOUS("<circle cx='6' cy='6' r='2.4'/>" + ring("")),
    DEGRADED("<path d='M6 1.6 10.8 10.2H1.2z'" + line("1.5")),
    PENDING("<path d='M6 1 11 6 6 11 1 6z'" + line("1.6")),
    TRIAL(ring("") + "<path d='M6 6V2.2A3.8 3.8 0 1 1 2.2 6z'/>"),
    WAITING(ring("")),
    KEPT("<path d='M1.4 6.4 4.6 9.6 10.6 2.6'" + line("2")),
    BACK("<path d='M4.6 1.4 1.6 4.4l3 3M1.8 4.4h5.4a3 3 0 0 1 0 6H4'" + line("1.6")),
    CONFLICT("<path d='M1.5 4h9M1.5 8h9M8.4 1.2 3.6 10.8'" + line("1.5")),
    REFUSED(ring("") + "<path d='M2.6 9.4 9.4 2.6'" + line("1.4")),
    STALE(ring(" stroke-dasharray='2 1.6'") + "<path d='M6 3.2V6l2 1.4'" + line("1.3")),
    ALLOW("<circle cx='6' cy='6' r='4.6'/>"),
    LIMITED(ring("") + "<path d='M6 1.4v9.2A4.6 4.6 0 0 1 6 1.4z'/>"),
    DENY("<path d='M1.5 5h9v2h-9z'/>"),
    NEVER("<path d='M1.7 1.7h8.6v8.6H1.7z'" + line("1.4") + "<path d='M3.4 5.2h5.2v1.6H3.4z'/>"),
    PLUS("<path d='M5 1.5h2V5h3.5v2H7v3.5H5V7H1.5V5H5z'/>"),
    MINUS("<path d='M1.5 5h9v2h-9z'/>");

    private final String drawing;

    Glyph(String drawing) {
        this.drawing = drawing;
    }

    /** What is inside the SVG element, for a drawing that uses one shape many times. */
    public String drawing() {
        return drawing;
    }

    /** An SVG element that assistive technology passes over: the word beside it says the state. */
    public String svg() {
        return "<svg viewBox='0 0 12 12' fill='currentColor' aria-hidden='true' focusable='false'>"
                + drawing
                + "</svg>";
    }

    private static String ring(String more) {
        return "<circle cx='6' cy='6' r='4.9' fill='none' stroke='currentColor' stroke-width='1.4'"
                + more
                + "/>";
    }

    private static String line(String width) {
        return " fill='none' stroke='currentColor' stroke-width='" + width + "'/>";
    }
}
