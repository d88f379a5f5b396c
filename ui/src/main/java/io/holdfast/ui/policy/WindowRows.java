package io.holdfast.ui.policy;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Occurrences;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Times;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A site's windows as they are typed. Each row is one of them: none is left out because something
 * is missing in it, and who wants one gone removes its row.
 */
final class WindowRows extends Div {

    private static final long serialVersionUID = 1L;

    private static final String PLACE = "windows/";

    /** A start and a duration that no window is refused for. */
    private static final LocalDateTime SOME_START = LocalDate.EPOCH.withYear(2026).atStartOfDay();

    private static final Duration SOME_TIME = Duration.ofHours(2);

    private final transient FieldFaults faults;
    private final transient Supplier<LocalDateTime> begins;
    private final transient Runnable changed;
    private final Div lines = new Div();
    private final Button more = Parts.outlined(getTranslation("windows.add"));
    private final List<Row> rows = new ArrayList<>();

    /** A window as it is typed; minutes of duration. */
    private record Row(
            Div line,
            TextField name,
            Select<WindowKind> kind,
            TextField rule,
            DateTimePicker start,
            IntegerField minutes) {}

    /**
     * No window yet.
     *
     * @param begins when a new one does if nobody says
     * @param changed what follows when something else stands here
     */
    WindowRows(FieldFaults faults, Supplier<LocalDateTime> begins, Runnable changed) {
        this.faults = faults;
        this.begins = begins;
        this.changed = changed;
        more.setId("add-window");
        more.addClickListener(_ -> add(Optional.empty()).focus());
        add(lines, more);
    }

    /** One more row; its field for the name. */
    TextField add(Optional<Window> window) {
        var name = new TextField(getTranslation("windows.name"));
        name.setValue(window.map(Window::name).orElse(""));
        var kind = new Select<WindowKind>();
        kind.setLabel(getTranslation("windows.kind"));
        kind.setItems(WindowKind.values());
        kind.setItemLabelGenerator(k -> Occurrences.kind(this, k));
        kind.setValue(window.map(Window::kind).orElse(WindowKind.MAINTENANCE));
        var rule = new TextField(getTranslation("windows.rule"));
        rule.setHelperText(getTranslation("windows.rule.help"));
        rule.setMaxLength(200);
        rule.setWidth("22rem");
        rule.setValue(window.map(w -> w.rule().toString()).orElse("FREQ=WEEKLY;BYDAY=SU"));
        var start = new DateTimePicker(getTranslation("windows.since"));
        start.setDateAriaLabel(getTranslation("alarms.shelve.date"));
        start.setTimeAriaLabel(getTranslation("alarms.shelve.time"));
        start.setLocale(Times.dayFirst(getLocale()));
        start.setStep(Duration.ofMinutes(30));
        start.setValue(window.map(Window::start).orElseGet(begins));
        var minutes = new IntegerField(getTranslation("windows.minutes"));
        minutes.setValue((int) window.map(Window::duration).orElse(SOME_TIME).toMinutes());
        var remove = Parts.outlined(getTranslation("windows.remove"));
        remove.addClassName("window-remove");
        remove.setAriaLabel(getTranslation("windows.remove.named", name.getValue()));
        var row = new Row(new Div(), name, kind, rule, start, minutes);
        remove.addClickListener(_ -> remove(row));
        name.addValueChangeListener(e -> {
            remove.setAriaLabel(getTranslation("windows.remove.named", e.getValue()));
            changed.run();
        });
        kind.addValueChangeListener(_ -> changed.run());
        rule.addValueChangeListener(_ -> changed.run());
        start.addValueChangeListener(_ -> changed.run());
        minutes.addValueChangeListener(_ -> changed.run());
        row.line().add(name, kind, rule, start, minutes, remove);
        row.line().addClassName("hf-row");
        lines.add(row.line());
        rows.add(row);
        placed();
        return name;
    }

    private void remove(Row row) {
        rows.remove(row);
        lines.remove(row.line());
        placed();
        more.focus();
        changed.run();
    }

    /** What the centre says of the list that is sent is said at these fields. */
    private void placed() {
        faults.forget(PLACE);
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var place = PLACE + i;
            faults.at(place + "/name", row.name());
            faults.at(place + "/kind", row.kind());
            faults.at(place + "/rule", row.rule());
            faults.at(place + "/start", row.start());
            faults.at(place + "/duration", row.minutes());
        }
    }

    /** Every window, or none while one of them cannot be read; what is wrong is said at fields. */
    Optional<List<Window>> read() {
        var windows = new ArrayList<Window>();
        rows.forEach(row -> window(row).ifPresent(windows::add));
        return windows.size() == rows.size() ? Optional.of(windows) : Optional.empty();
    }

    private Optional<Window> window(Row row) {
        var typed =
                List.of(
                        there(row.name(), !row.name().getValue().isBlank()),
                        there(row.rule(), !row.rule().getValue().isBlank()),
                        there(row.start(), !row.start().isEmpty()),
                        there(row.minutes(), !row.minutes().isEmpty()));
        if (typed.contains(false)) {
            return Optional.empty();
        }
        var name = row.name().getValue().strip();
        var kind = row.kind().getValue();
        var start = row.start().getValue();
        var lasts = Duration.ofMinutes(row.minutes().getValue());
        return typed(row.rule(), () -> Recurrence.of(row.rule().getValue().strip()))
                .flatMap(rule ->
                        // A window says only that it is refused: one field after the other.
                        typed(row.name(), () -> new Window(name, kind, rule, SOME_START, SOME_TIME))
                                .flatMap(_ ->
                                        typed(
                                                row.start(),
                                                () ->
                                                        new Window(
                                                                name, kind, rule, start,
                                                                SOME_TIME)))
                                .flatMap(_ ->
                                        typed(
                                                row.minutes(),
                                                () -> new Window(name, kind, rule, start, lasts))));
    }

    private boolean there(HasValidation field, boolean there) {
        if (!there) {
            FieldFaults.fault(field, getTranslation("conduit.missing"));
        }
        return there;
    }

    private static <T> Optional<T> typed(HasValidation field, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (IllegalArgumentException e) {
            FieldFaults.fault(field, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
