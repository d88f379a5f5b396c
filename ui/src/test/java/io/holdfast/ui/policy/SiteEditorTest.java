package io.holdfast.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.core.zone.FieldReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteEditorTest {

    @BeforeEach
    void a_page() {
        UI.setCurrent(new UI());
    }

    @AfterEach
    void no_page() {
        UI.setCurrent(null);
    }

    @Test
    void what_cannot_be_read_is_said_by_its_code_and_so_in_every_language() {
        var field = new TextField();
        assertThat(SiteEditor.read(field, "10.1.1.1, here", FieldReader::address)).isEmpty();
        assertThat(field.isInvalid()).isTrue();
        assertThat(field.getErrorMessage()).contains("code:ADDRESS_MALFORMED");
    }
}
