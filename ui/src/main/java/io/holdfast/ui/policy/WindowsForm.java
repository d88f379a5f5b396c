package io.holdfast.ui.policy;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.window.SiteWindows;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Occurrences;
import io.holdfast.ui.kit.Parts;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** When changes may start at a site, with the next ten times of what is typed. */
@Route(value = "policy/plan-windows", layout = MainLayout.class)
@PermitAll
public class WindowsForm extends SiteEditor {

    private static final long serialVersionUID = 1L;

    private static final int NEXT = 10;

    private final transient InstantSource clock;
    private final WindowRows rows = new WindowRows(faults, this::tonight, this::preview);
    private final Div preview = new Div();

    public WindowsForm(Changes changes, Policies policies, InstantSource clock) {
        super(changes, policies, "windows.what");
        this.clock = clock;
        title(getTranslation("windows.windows"));
        preview.getElement().setAttribute("aria-live", "polite");
        fields(rows, new H2(getTranslation("windows.next")), preview);
    }

    @Override
    void show(BeforeEnterEvent event, PolicyInForce policy, SitePlan shown) {
        title(called());
        shown.windows().forEach(w -> rows.add(Optional.of(w)));
        preview();
    }

    private LocalDateTime tonight() {
        return clock.instant().atZone(plan().siteWindows().zone()).toLocalDate().atTime(2, 0);
    }

    /** What is typed so far, and what is missing in it. */
    private void preview() {
        faults.clear();
        preview.removeAll();
        rows.read()
                .ifPresentOrElse(
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

    @Override
    void enable(boolean typed) {
        rows.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        return rows.read().map(windows -> List.of(new PolicyEdit.PutSiteWindows(site(), windows)));
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
