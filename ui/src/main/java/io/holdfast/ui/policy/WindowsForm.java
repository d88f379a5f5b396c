package io.holdfast.ui.policy;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.SiteWindows;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Occurrences;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Times;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** When changes may start at a site, with the next ten times of what is typed. */
@Route(value = "policy/plan-windows", layout = MainLayout.class)
@PermitAll
public class WindowsForm extends SiteEditor {

    private static final long serialVersionUID = 1L;

    private static final int NEXT = 10;

    private final transient InstantSource clock;
    private final Div lines = new Div();
    private final Div preview = new Div();
    private final List<Row> rows = new ArrayList<>();

    /** A window as it is typed; minutes of duration. */
    private record Row(
            TextField name,
            Select<WindowKind> kind,
            TextField rule,
            DateTimePicker start,
            IntegerField minutes) {}

    public WindowsForm(Changes changes, Policies policies, InstantSource clock) {
        super(changes, policies, "windows.what");
        this.clock = clock;
        title(getTranslation("windows.windows"));
        preview.getElement().setAttribute("aria-live", "polite");
        var more = new Button(getTranslation("windows.add"), _ -> add(Optional.empty()));
        more.setId("add-window");
        more.addThemeVariants(ButtonVariant.LUMO_SMALL);
        fields(lines, more, new H2(getTranslation("windows.next")), preview);
    }

    @Override
    void show(BeforeEnterEvent event, PolicyInForce policy, SitePlan shown) {
        title(called());
        shown.windows().forEach(w -> add(Optional.of(w)));
        if (shown.windows().isEmpty()) {
            add(Optional.empty());
        }
        preview();
    }

    private void add(Optional<Window> window) {
        var place = "windows/" + rows.size();
        var name = faults.at(place + "/name", new TextField());
        name.setLabel(getTranslation("windows.name"));
        name.setValue(window.map(Window::name).orElse(""));
        var kind = faults.at(place + "/kind", new Select<WindowKind>());
        kind.setLabel(getTranslation("windows.kind"));
        kind.setItems(WindowKind.values());
        kind.setItemLabelGenerator(k -> Occurrences.kind(this, k));
        kind.setValue(window.map(Window::kind).orElse(WindowKind.MAINTENANCE));
        var rule = faults.at(place + "/rule", new TextField());
        rule.setLabel(getTranslation("windows.rule"));
        rule.setHelperText(getTranslation("windows.rule.help"));
        rule.setMaxLength(200);
        rule.setWidth("22rem");
        rule.setValue(window.map(w -> w.rule().toString()).orElse("FREQ=WEEKLY;BYDAY=SU"));
        var start = faults.at(place + "/start", new DateTimePicker());
        start.setLabel(getTranslation("windows.since"));
        start.setDateAriaLabel(getTranslation("alarms.shelve.date"));
        start.setTimeAriaLabel(getTranslation("alarms.shelve.time"));
        start.setLocale(Times.dayFirst(getLocale()));
        start.setStep(Duration.ofMinutes(30));
        start.setValue(window.map(Window::start).orElseGet(this::tonight));
        var minutes = faults.at(place + "/duration", new IntegerField());
        minutes.setLabel(getTranslation("windows.minutes"));
        minutes.setValue(
                (int) window.map(Window::duration).orElse(Duration.ofHours(2)).toMinutes());
        rows.add(new Row(name, kind, rule, start, minutes));
        name.addValueChangeListener(_ -> preview());
        kind.addValueChangeListener(_ -> preview());
        rule.addValueChangeListener(_ -> preview());
        start.addValueChangeListener(_ -> preview());
        minutes.addValueChangeListener(_ -> preview());
        var line = new Div(name, kind, rule, start, minutes);
        line.addClassName("hf-row");
        lines.add(line);
    }

    private LocalDateTime tonight() {
        return clock.instant().atZone(plan().siteWindows().zone()).toLocalDate().atTime(2, 0);
    }

    /** What is typed so far; a row without a name is left out. */
    private void preview() {
        faults.clear();
        preview.removeAll();
        read().ifPresentOrElse(
                        windows -> {
                            var site = new SiteWindows(plan().siteWindows().zone(), windows);
                            preview.add(
                                    windows.isEmpty()
                                            ? Parts.empty(getTranslation("windows.none"))
                                            : Occurrences.table(
                                                    this,
                                                    site.next(NEXT, clock.instant()),
                                                    site.zone()));
                        },
                        () -> preview.add(Parts.why(getTranslation("windows.no-preview"))));
    }

    private Optional<List<Window>> read() {
        var windows = new ArrayList<Window>();
        boolean whole = true;
        for (var row : rows) {
            if (!row.name().isEmpty()) {
                var window = window(row);
                whole &= window.isPresent();
                window.ifPresent(windows::add);
            }
        }
        return whole ? Optional.of(windows) : Optional.empty();
    }

    private static Optional<Window> window(Row row) {
        var rule = typed(row.rule(), () -> Recurrence.of(row.rule().getValue().strip()));
        var start = row.start().getOptionalValue();
        var minutes = row.minutes().getOptionalValue();
        if (rule.isEmpty() || start.isEmpty() || minutes.isEmpty()) {
            return Optional.empty();
        }
        return typed(
                row.minutes(),
                () ->
                        new Window(
                                row.name().getValue().strip(),
                                row.kind().getValue(),
                                rule.get(),
                                start.get(),
                                Duration.ofMinutes(minutes.get())));
    }

    private static <T> Optional<T> typed(HasValidation field, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (IllegalArgumentException e) {
            FieldFaults.fault(field, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    void enable(boolean typed) {
        lines.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        return read().map(windows -> List.of(new PolicyEdit.PutSiteWindows(site(), windows)));
    }

    @Override
    List<PolicyEdit> removal() {
        return List.of();
    }

    @Override
    String called() {
        return getTranslation("windows.title", code());
    }
}
