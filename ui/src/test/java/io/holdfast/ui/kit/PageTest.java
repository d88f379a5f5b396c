package io.holdfast.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.junit.jupiter.api.Test;

class PageTest {

    /** A page of something that may not be there. */
    private static final class Asked extends Page {
        private static final long serialVersionUID = 1L;

        Asked() {
            title("Plan");
            add(new Div("fields"));
        }

        void notThere() {
            instead(new Span("There is none."));
        }
    }

    @Test
    void a_page_of_what_is_not_there_keeps_its_head_and_nothing_else() {
        var page = new Asked();

        page.notThere();

        assertThat(page.getElement().getTextRecursively())
                .contains("Plan")
                .contains("There is none.")
                .doesNotContain("fields");
        assertThat(page.getPageTitle()).startsWith("Plan");
    }
}
