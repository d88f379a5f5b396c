package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.FieldReader;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An editor of one part of one site's plan; the site stands in the address. */
abstract class SiteEditor extends EditorPage {

    private static final long serialVersionUID = 1L;

    private final transient Policies policies;
    private transient Optional<SitePlan> plan = Optional.empty();

    SiteEditor(Changes changes, Policies policies, String what) {
        super(changes, what, ZoneForm.up());
        this.policies = policies;
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        var policy = policies.inForce();
        plan =
                asked(event, "site")
                        .flatMap(s ->
                                policy.plans().stream()
                                        .filter(p -> p.site().value().equals(s))
                                        .findFirst());
        plan.ifPresentOrElse(
                p -> {
                    var up =
                            new RouterLink(
                                    getTranslation("plan.title", code()),
                                    PlanView.class,
                                    p.site().value());
                    crumb(ZoneForm.up(), new Span(" / "), up);
                    show(event, policy, p);
                },
                () -> {
                    instead(empty(getTranslation("plan.unknown")));
                });
    }

    /** Fills the fields from what is in force. */
    abstract void show(BeforeEnterEvent event, PolicyInForce policy, SitePlan shown);

    final SitePlan plan() {
        return plan.orElseThrow();
    }

    final SiteId site() {
        return plan().site();
    }

    final String code() {
        return site().value().toUpperCase(Locale.ROOT);
    }

    /** How the core reads one kind of text. */
    interface Reading<T> {
        Optional<T> of(FieldReader reader, String pointer, String text);
    }

    /** Reads texts separated by commas; what cannot be read is said at the field. */
    static <T, F extends Component & HasValidation> Optional<List<T>> read(
            F field, String texts, Reading<T> reading) {
        var reader = new FieldReader();
        var values = new ArrayList<T>();
        for (var text : texts.split(",", -1)) {
            if (!text.isBlank()) {
                reading.of(reader, "", text.strip()).ifPresent(values::add);
            }
        }
        if (reader.problems().isEmpty()) {
            return Optional.of(values);
        }
        FieldFaults.fault(
                field,
                String.join(
                        " ",
                        reader.problems().stream()
                                .map(p -> Sentences.of(field, p.code(), p.detail()))
                                .toList()));
        return Optional.empty();
    }

    static String joined(List<?> values) {
        return String.join(", ", values.stream().map(Object::toString).toList());
    }
}
