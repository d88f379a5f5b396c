package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/** Facts about one thing: label left, value right, a hairline above. */
public final class Facts extends DescriptionList {

    public Facts() {
        addClassName("hf-facts");
    }

    public Facts fact(String label, Component value) {
        add(new Term(label), new Description(value));
        return this;
    }

    public Facts fact(String label, String value) {
        return fact(label, new Span(value));
    }
}
