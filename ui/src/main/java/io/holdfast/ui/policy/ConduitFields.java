package io.holdfast.ui.policy;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ConduitRisk;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Scope;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Times;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a conduit. Times are UTC: a conduit may be for sites of several time zones. */
final class ConduitFields extends FormLayout {

    private static final long serialVersionUID = 1L;

    /** A shift and some: how long an opening usually is. */
    private static final int USUAL_MINUTES = 480;

    private enum Where {
        EVERY_SITE,
        ONLY_SITES,
        BETWEEN_SITES
    }

    private final TextField name = new TextField();
    private final TextField owner = new TextField();
    private final ComboBox<String> from = new ComboBox<>();
    private final ComboBox<String> to = new ComboBox<>();
    private final TextField services = new TextField();
    private final DatePicker review = new DatePicker();
    private final TextArea because = new TextArea();
    private final Select<Where> where = new Select<>();
    private final CheckboxGroup<String> sites = new CheckboxGroup<>();
    private final Select<String> fromSite = new Select<>();
    private final Select<String> toSite = new Select<>();
    private final Checkbox temporary = new Checkbox();
    private final DateTimePicker end = new DateTimePicker();
    private final IntegerField longest = new IntegerField();
    private final Select<ConduitRisk> risk = new Select<>();
    private final Checkbox encrypted = new Checkbox();
    private final Checkbox logged = new Checkbox();
    private final transient InstantSource clock;

    ConduitFields(FieldFaults faults, InstantSource clock) {
        this.clock = clock;
        setMaxWidth("56rem");
        faults.at("conduit/name", name).setLabel(getTranslation("conduit.name"));
        faults.at("conduit/from", from).setLabel(getTranslation("conduit.from"));
        faults.at("conduit/to", to).setLabel(getTranslation("conduit.to"));
        faults.at("conduit/services", services).setLabel(getTranslation("conduit.services"));
        faults.at("conduit/justification", because).setLabel(getTranslation("conduit.because"));
        faults.at("conduit/ownerRole", owner).setLabel(getTranslation("conduit.owner"));
        faults.at("conduit/reviewDate", review).setLabel(getTranslation("conduit.review"));
        faults.at("conduit/sites", sites).setLabel(getTranslation("conduit.sites"));
        faults.at("conduit/scope", sites);
        faults.at("conduit/lasting", end).setLabel(getTranslation("conduit.end"));
        faults.at("conduit/lasting/end", end);
        faults.at("conduit/lasting/longestOpen", longest)
                .setLabel(getTranslation("conduit.longest"));
        faults.at("conduit/encrypted", encrypted).setLabel(getTranslation("conduit.encrypted"));
        name.setId("conduit-name");
        from.setId("conduit-from");
        to.setId("conduit-to");
        services.setId("conduit-services");
        because.setId("conduit-because");
        owner.setId("conduit-owner");
        temporary.setId("conduit-temporary");
        name.setMaxLength(100);
        because.setMaxLength(1000);
        services.setHelperText(getTranslation("conduit.services.help"));
        review.setLocale(Times.dayFirst(getLocale()));
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        review.setValue(today.plusMonths(6));
        choices(today);
        add(name, owner, from, to, services, review, because, where, risk, sites, fromSite, toSite);
        add(temporary, encrypted, end, longest, logged);
        setColspan(because, 2);
        setColspan(sites, 2);
        follow();
    }

    private void choices(LocalDate today) {
        where.setLabel(getTranslation("conduit.where"));
        where.setItems(Where.values());
        where.setItemLabelGenerator(w -> getTranslation("conduit.where." + key(w)));
        where.setValue(Where.EVERY_SITE);
        where.addValueChangeListener(_ -> follow());
        sites.setItemLabelGenerator(s -> s.toUpperCase(Locale.ROOT));
        fromSite.setLabel(getTranslation("conduit.from-site"));
        fromSite.setItemLabelGenerator(s -> s.toUpperCase(Locale.ROOT));
        toSite.setLabel(getTranslation("conduit.to-site"));
        toSite.setItemLabelGenerator(s -> s.toUpperCase(Locale.ROOT));
        temporary.setLabel(getTranslation("conduit.temporary"));
        temporary.addValueChangeListener(_ -> follow());
        end.setHelperText(getTranslation("conduit.end.help"));
        end.setLocale(Times.dayFirst(getLocale()));
        end.setDateAriaLabel(getTranslation("conduit.end"));
        end.setTimeAriaLabel(getTranslation("conduit.end.time"));
        end.setValue(today.plusDays(1).atTime(18, 0));
        longest.setHelperText(getTranslation("conduit.longest.help"));
        longest.setValue(USUAL_MINUTES);
        risk.setLabel(getTranslation("conduit.risk"));
        risk.setItems(ConduitRisk.values());
        risk.setItemLabelGenerator(r -> getTranslation("conduit.risk." + key(r)));
        risk.setValue(ConduitRisk.ORDINARY);
        logged.setLabel(getTranslation("conduit.logged"));
        encrypted.setHelperText(getTranslation("conduit.encrypted.help"));
    }

    private static String key(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /** Shows only the fields that are asked for. */
    private void follow() {
        sites.setVisible(where.getValue() == Where.ONLY_SITES);
        fromSite.setVisible(where.getValue() == Where.BETWEEN_SITES);
        toSite.setVisible(where.getValue() == Where.BETWEEN_SITES);
        end.setVisible(temporary.getValue());
        longest.setVisible(temporary.getValue());
    }

    void offer(List<String> ends, List<String> everySite) {
        from.setItems(ends);
        to.setItems(ends);
        sites.setItems(everySite);
        fromSite.setItems(everySite);
        toSite.setItems(everySite);
    }

    void from(String text) {
        from.setValue(text);
    }

    void to(String text) {
        to.setValue(text);
    }

    String name() {
        return name.getValue().strip();
    }

    String because() {
        return because.getValue().strip();
    }

    void show(Conduit conduit) {
        name.setValue(conduit.name());
        from.setValue(conduit.from().toString());
        to.setValue(conduit.to().toString());
        services.setValue(
                conduit.services().stream()
                        .map(Service::toString)
                        .collect(Collectors.joining(", ")));
        because.setValue(conduit.justification());
        owner.setValue(conduit.ownerRole());
        review.setValue(conduit.reviewDate());
        risk.setValue(conduit.risk());
        encrypted.setValue(conduit.encrypted());
        logged.setValue(conduit.logged());
        switch (conduit.scope()) {
            case Scope.EverySite _ -> where.setValue(Where.EVERY_SITE);
            case Scope.OnlySites(var only) -> {
                where.setValue(Where.ONLY_SITES);
                only.forEach(s -> sites.select(s.value()));
            }
            case Scope.BetweenSites(var one, var other) -> {
                where.setValue(Where.BETWEEN_SITES);
                fromSite.setValue(one.value());
                toSite.setValue(other.value());
            }
        }
        if (conduit.lasting() instanceof Lasting.Temporary(var until, var open)) {
            temporary.setValue(true);
            end.setValue(LocalDateTime.ofInstant(until, ZoneOffset.UTC));
            longest.setValue((int) open.toMinutes());
        }
    }

    /** The fields that are needed and empty. */
    List<HasValidation> missing() {
        var missing = new ArrayList<HasValidation>();
        for (HasValue<?, String> field :
                List.<HasValue<?, String>>of(name, services, because, owner)) {
            if (field.getValue().isBlank()) {
                missing.add((HasValidation) field);
            }
        }
        for (HasValue<?, ?> field : List.<HasValue<?, ?>>of(from, to, review)) {
            if (field.isEmpty()) {
                missing.add((HasValidation) field);
            }
        }
        if (where.getValue() == Where.ONLY_SITES && sites.isEmpty()) {
            missing.add(sites);
        }
        if (where.getValue() == Where.BETWEEN_SITES) {
            List.of(fromSite, toSite).stream().filter(HasValue::isEmpty).forEach(missing::add);
        }
        if (temporary.getValue()) {
            if (end.isEmpty()) {
                missing.add(end);
            }
            if (longest.isEmpty()) {
                missing.add(longest);
            }
        }
        return missing;
    }

    /** The conduit that is typed; none if a service cannot be read, which is said beside it. */
    Optional<Conduit> conduit(Optional<ConduitId> id) {
        var spoken = new ArrayList<Service>();
        for (var text : services.getValue().split(",", -1)) {
            try {
                spoken.add(Service.of(text.strip()));
            } catch (IllegalArgumentException e) {
                FieldFaults.fault(services, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
        return Optional.of(
                new Conduit(
                        id.orElseGet(() -> Names.conduit(name(), clock.instant())),
                        name(),
                        Endpoint.of(from.getValue()),
                        Endpoint.of(to.getValue()),
                        spoken,
                        because(),
                        owner.getValue().strip(),
                        review.getValue(),
                        scope(),
                        temporary.getValue()
                                ? new Lasting.Temporary(
                                        end.getValue().toInstant(ZoneOffset.UTC),
                                        Duration.ofMinutes(longest.getValue()))
                                : new Lasting.Permanent(),
                        risk.getValue(),
                        encrypted.getValue(),
                        logged.getValue()));
    }

    private Scope scope() {
        return switch (where.getValue()) {
            case EVERY_SITE -> new Scope.EverySite();
            case ONLY_SITES ->
                    new Scope.OnlySites(sites.getValue().stream().map(SiteId::new).toList());
            case BETWEEN_SITES ->
                    new Scope.BetweenSites(
                            new SiteId(fromSite.getValue()), new SiteId(toSite.getValue()));
        };
    }
}
