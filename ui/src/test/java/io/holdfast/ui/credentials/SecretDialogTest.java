package io.holdfast.ui.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretDialogTest {

    @BeforeEach
    void a_page() {
        UI.setCurrent(new UI());
    }

    @AfterEach
    void no_page() {
        UI.setCurrent(null);
    }

    @Test
    void a_dialog_that_was_closed_holds_no_secret_however_it_was_closed() {
        var dialog = SecretDialog.forDevice(new Div(), "sw-1", List.of(), _ -> {});
        var fields =
                all(dialog)
                        .filter(PasswordField.class::isInstance)
                        .map(PasswordField.class::cast)
                        .toList();
        assertThat(fields).hasSize(3);
        UI.getCurrent().add(dialog);
        dialog.setOpened(true);
        fields.forEach(f -> f.setValue(UUID.randomUUID().toString()));

        dialog.close();

        assertThat(fields).extracting(PasswordField::getValue).containsOnly("");
    }

    private static Stream<Component> all(Component in) {
        return Stream.concat(Stream.of(in), in.getChildren().flatMap(SecretDialogTest::all));
    }
}
