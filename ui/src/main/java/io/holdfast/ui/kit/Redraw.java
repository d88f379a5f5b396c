package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Draws something again and touches only what says something else now: whoever is on a link, a
 * button or in a field with the keyboard stays there, and a screen reader hears the news alone. A
 * button stays with what it did: what it acts on must show in its words or an attribute.
 */
public final class Redraw {

    private Redraw() {}

    /** Makes what a part of a page contains look like this. */
    public static void into(Div shown, Component... now) {
        var fresh = new Div(now);
        children(shown.getElement(), fresh.getElement());
    }

    private static void children(Element old, Element fresh) {
        var before = list(old);
        var now = list(fresh);
        if (before.size() != now.size()) {
            old.removeAllChildren();
            now.forEach(child -> move(child, old));
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            node(old, i, before.get(i), now.get(i));
        }
    }

    private static void node(Element parent, int index, Element old, Element fresh) {
        if (old.isTextNode() && fresh.isTextNode()) {
            if (!old.getText().equals(fresh.getText())) {
                old.setText(fresh.getText());
            }
            return;
        }
        if (old.isTextNode() || fresh.isTextNode() || !old.getTag().equals(fresh.getTag())) {
            replace(parent, index, fresh);
        } else if (old.getTag().contains("-") || old.getTag().equals("button")) {
            // What a component of its own does when it is pressed belongs to it: all of it or none.
            if (!alike(old, fresh)) {
                replace(parent, index, fresh);
            }
        } else {
            attributes(old, fresh);
            children(old, fresh);
        }
    }

    private static void attributes(Element old, Element fresh) {
        old.getAttributeNames()
                .filter(name -> !fresh.hasAttribute(name))
                .toList()
                .forEach(old::removeAttribute);
        fresh.getAttributeNames()
                .filter(name -> !Objects.equals(old.getAttribute(name), fresh.getAttribute(name)))
                .toList()
                .forEach(name -> old.setAttribute(name, fresh.getAttribute(name)));
        fresh.getPropertyNames()
                .filter(name -> !Objects.equals(old.getProperty(name), fresh.getProperty(name)))
                .toList()
                .forEach(name -> old.setProperty(name, fresh.getProperty(name)));
    }

    private static boolean alike(Element old, Element fresh) {
        return old.getOuterHTML().equals(fresh.getOuterHTML())
                && Stream.concat(old.getPropertyNames(), fresh.getPropertyNames())
                        .allMatch(name ->
                                Objects.equals(old.getProperty(name), fresh.getProperty(name)));
    }

    private static void replace(Element parent, int index, Element fresh) {
        fresh.removeFromParent();
        parent.setChild(index, fresh);
    }

    private static void move(Element child, Element to) {
        child.removeFromParent();
        to.appendChild(child);
    }

    private static List<Element> list(Element element) {
        return element.getChildren().toList();
    }
}
