package io.holdfast.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.ui.kit.FieldFaults;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WindowRowsTest {

    private static final LocalDateTime TONIGHT = LocalDateTime.parse("2026-11-29T02:00");

    private final FieldFaults faults = new FieldFaults();
    private WindowRows rows = new WindowRows(faults, () -> TONIGHT, () -> {});

    @BeforeEach
    void a_page() {
        UI.setCurrent(new UI());
        rows = new WindowRows(faults, () -> TONIGHT, () -> {});
    }

    @AfterEach
    void no_page() {
        UI.setCurrent(null);
    }

    private static Window window(String name) {
        return new Window(
                name,
                WindowKind.MAINTENANCE,
                Recurrence.of("FREQ=WEEKLY;BYDAY=SU"),
                TONIGHT,
                Duration.ofHours(2));
    }

    @Test
    void a_window_whose_name_was_cleared_is_a_fault_and_never_left_out() {
        var name = rows.add(Optional.of(window("night")));
        assertThat(rows.read()).contains(List.of(window("night")));
        name.setValue(" ");
        assertThat(rows.read()).isEmpty();
        assertThat(name.isInvalid()).isTrue();
    }

    @Test
    void a_window_is_gone_once_its_row_is_removed_and_the_others_keep_their_faults() {
        rows.add(Optional.of(window("night")));
        var second = rows.add(Optional.of(window("holiday")));
        find(rows, Button.class)
                .filter(b -> b.hasClassName("window-remove"))
                .findFirst()
                .orElseThrow()
                .click();
        assertThat(rows.read()).contains(List.of(window("holiday")));
        var rest =
                faults.show(
                        new Div(),
                        Refused.invalid("/edits/0/windows/0/name", "WINDOW_TWICE", "Twice."));
        assertThat(rest).isEmpty();
        assertThat(second.isInvalid()).isTrue();
    }

    @Test
    void a_fault_stands_at_its_own_field() {
        var name = rows.add(Optional.of(window("night")));
        var start = find(rows, DateTimePicker.class).findFirst().orElseThrow();
        start.setValue(LocalDateTime.parse("1999-01-01T02:00"));
        assertThat(rows.read()).isEmpty();
        assertThat(start.isInvalid()).isTrue();
        faults.clear();
        start.setValue(TONIGHT);
        name.setValue("n".repeat(61));
        assertThat(rows.read()).isEmpty();
        assertThat(find(rows, TextField.class).filter(TextField::isInvalid)).containsExactly(name);
    }

    @Test
    void a_site_without_windows_begins_with_no_row() {
        assertThat(rows.read()).contains(List.of());
    }

    private static <T extends Component> Stream<T> find(Component in, Class<T> type) {
        return Stream.concat(Stream.of(in), in.getChildren().flatMap(c -> find(c, Component.class)))
                .filter(type::isInstance)
                .map(type::cast);
    }
}
