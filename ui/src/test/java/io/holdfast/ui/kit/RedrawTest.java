package io.holdfast.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedrawTest {

    private final Div shown = new Div();

    private static Table table(String... ages) {
        var table = new Table("Sites").head("Site").numberHead("Age");
        for (var age : ages) {
            table.row(new Anchor("sites/" + ages.length, "WW-01"), Table.text(age));
        }
        return table;
    }

    private Element first(String tag) {
        return find(shown.getElement(), tag);
    }

    private static Element find(Element in, String tag) {
        return in.getChildren()
                .filter(e -> !e.isTextNode())
                .map(e -> e.getTag().equals(tag) ? e : find(e, tag))
                .filter(e -> e.getTag().equals(tag))
                .findFirst()
                .orElse(in);
    }

    @Test
    void a_link_that_says_the_same_is_the_same_while_an_age_beside_it_changes() {
        Redraw.into(shown, table("2 s"));
        var link = first("a");

        Redraw.into(shown, table("4 s"));

        assertThat(first("a")).isEqualTo(link);
        assertThat(shown.getElement().getTextRecursively()).contains("4 s").doesNotContain("2 s");
    }

    @Test
    void a_table_with_another_number_of_rows_has_them_all() {
        Redraw.into(shown, table("2 s"));
        Redraw.into(shown, table("4 s", "5 s"));
        assertThat(first("tbody").getChildCount()).isEqualTo(2);
        Redraw.into(shown, table("6 s"));
        assertThat(first("tbody").getChildCount()).isEqualTo(1);
        assertThat(first("a").getAttribute("href")).isEqualTo("sites/1");
    }

    @Test
    void a_mark_changes_its_shape_its_colour_and_its_word() {
        Redraw.into(shown, new StateMark(Glyph.OK, Tone.OK, "connected"));
        Redraw.into(shown, new StateMark(Glyph.LOST, Tone.LOST, "silent"));

        var mark = first("span");
        assertThat(mark.getTextRecursively()).isEqualTo("silent");
        assertThat(mark.getAttribute("class")).contains("hf-lost").doesNotContain("hf-ok");
        assertThat(first("svg").getProperty("innerHTML")).isEqualTo(inside(Glyph.LOST));
    }

    private static String inside(Glyph glyph) {
        return new com.vaadin.flow.component.Html(glyph.svg()).getInnerHtml();
    }

    @Test
    void a_button_that_acts_on_something_else_takes_the_place_of_the_old_one() {
        Redraw.into(shown, button("one"));
        var one = first("vaadin-button");
        Redraw.into(shown, button("one"));
        assertThat(first("vaadin-button")).isEqualTo(one);

        Redraw.into(shown, button("other"));
        assertThat(first("vaadin-button")).isNotEqualTo(one);
    }

    @Test
    void a_plain_button_too_is_all_of_the_old_one_or_none() {
        var pressed = new ArrayList<String>();
        for (var of : List.of("one", "other")) {
            var button = new NativeButton("Open", _ -> pressed.add(of));
            button.getElement().setAttribute("data-of", of);
            Redraw.into(shown, button);
        }
        var drawn = first("button").getComponent().orElseThrow();
        ComponentUtil.fireEvent(drawn, new ClickEvent<>(drawn));
        assertThat(pressed).containsExactly("other");
    }

    private static Component button(String of) {
        var button = new Button("Stop");
        button.getElement().setAttribute("data-of", of);
        return button;
    }

    @Test
    void what_is_drawn_belongs_to_the_page_and_not_to_what_was_thrown_away() {
        Redraw.into(shown, new Span("a"));
        Redraw.into(shown, new Span("a"), new Div(new Span("b")));
        assertThat(shown.getChildren().map(c -> c.getElement().getTag()))
                .containsExactly("span", "div");
    }
}
