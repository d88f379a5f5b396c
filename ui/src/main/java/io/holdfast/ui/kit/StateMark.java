package io.holdfast.ui.kit;

import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.html.Span;

/** A state as shape, word and colour; any one of the three may fall away. */
public final class StateMark extends Span {

    public StateMark(Glyph glyph, Tone tone, String word) {
        addClassNames("hf-state", tone.className());
        add(new Html(glyph.svg()), new Span(word));
    }
}
