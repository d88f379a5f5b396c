package io.holdfast.ui.discoveries;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.observations.DiscoveryView;
import io.holdfast.controller.scope.Permission;
import io.holdfast.core.observe.Duplicates.Finding;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.devices.DevicePage;
import io.holdfast.ui.kit.Paging;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far one search has come, what it found, and which finds are alike. */
final class DiscoveryResult extends Div {

    private static final long serialVersionUID = 1L;

    private final transient DiscoveryView.Whole whole;
    private final transient Instant now;

    DiscoveryResult(DiscoveryView.Whole whole, Instant now, Paging paging, Runnable again) {
        this.whole = whole;
        this.now = now;
        add(progress());
        if (!whole.alike().isEmpty()) {
            add(alike());
        }
        if (whole.devices().isEmpty()) {
            add(
                    Parts.empty(
                            getTranslation(
                                    whole.discovery().over()
                                            ? "discovery.found.none"
                                            : "discovery.found.none-yet")));
        } else {
            add(
                    devices(paging.of(whole.devices())),
                    paging.below(this, whole.devices().size(), again));
        }
    }

    private Component progress() {
        var view = whole.discovery();
        var line =
                new Paragraph(
                        getTranslation(
                                "discovery.progress",
                                view.asked(),
                                view.answered(),
                                view.left(),
                                view.outside()));
        line.getElement().setAttribute("aria-live", "polite");
        var told = Parts.why(told(view));
        if (view.over()) {
            return new Div(line, told);
        }
        var bar = new ProgressBar();
        int all = view.asked() + view.left();
        // Nothing moves by itself: while nobody knows how much there is, it is at its beginning.
        bar.setValue(all == 0 ? 0 : view.asked() / (double) all);
        bar.getElement().setAttribute("aria-label", getTranslation("discovery.progress.bar"));
        bar.setMaxWidth("40rem");
        return new Div(line, bar, told);
    }

    private String told(DiscoveryView view) {
        var age =
                view.toldAt()
                        .map(at ->
                                getTranslation(
                                        "discovery.told", Times.length(Duration.between(at, now))))
                        .orElseGet(() -> getTranslation("discovery.told.never"));
        return view.why().isEmpty() ? age : view.why() + ". " + age;
    }

    private Component devices(List<DiscoveryView.Found> shown) {
        var table =
                new Table(getTranslation("discovery.found"))
                        .head(getTranslation("discovery.address"))
                        .head(getTranslation("discovery.what"))
                        .head(getTranslation("devices.serial"))
                        .head(getTranslation("discovery.identity"))
                        .head(getTranslation("discovery.managed"));
        for (var found : shown) {
            var identity = found.identity();
            table.row(
                    Table.twoLines(new Span(found.address().toString()), found.name()),
                    Table.twoLines(
                            new Span(model(found).isEmpty() ? found.description() : model(found)),
                            found.software()),
                    Table.text(identity.serial().isEmpty() ? "-" : identity.serial()),
                    identity(
                            identity.chassisMac(),
                            identity.engineId().isEmpty()
                                    ? ""
                                    : getTranslation("discovery.engine", identity.engineId()),
                            identity.hostKey()),
                    managed(found));
        }
        return table;
    }

    private static Component identity(String... lines) {
        var cell = new Div();
        for (var text : lines) {
            if (!text.isEmpty()) {
                var line = new Div(new Span(text));
                line.addClassName("hf-mono");
                cell.add(line);
            }
        }
        return cell;
    }

    private Component managed(DiscoveryView.Found found) {
        SiteId site = whole.discovery().site();
        if (found.managedAs().isPresent()) {
            var slot = found.managedAs().get();
            return Table.twoLines(
                    new RouterLink(
                            slot.value(),
                            DevicePage.class,
                            new RouteParameters(
                                    new RouteParam("site", site.value()),
                                    new RouteParam("slot", slot.value()))),
                    getTranslation(
                            "discovery.managed-by." + found.managedBy().toLowerCase(Locale.ROOT)));
        }
        var take =
                new Anchor(
                        Places.newDevice(
                                site.value(),
                                Map.of(
                                        "address",
                                        found.address().toString(),
                                        "model",
                                        model(found),
                                        "name",
                                        found.name())),
                        getTranslation("discovery.take"));
        take.getElement()
                .setAttribute("aria-label", getTranslation("discovery.take.of", found.address()));
        return Table.twoLines(
                Rights.may(Permission.PROPOSE) ? take : new Span("-"),
                getTranslation("discovery.unmanaged"));
    }

    private static String model(DiscoveryView.Found found) {
        return (found.vendor() + " " + found.hardware()).strip();
    }

    private Component alike() {
        var list = Parts.note(Tone.ATTENTION);
        for (var finding : whole.alike()) {
            list.add(new Paragraph(sentence(finding)));
        }
        list.add(new Paragraph(getTranslation("discovery.alike.never-merged")));
        return list;
    }

    private String sentence(Finding finding) {
        return switch (finding) {
            case Finding.SameDevice(var devices, var serial) ->
                    say("discovery.alike.same", devices, serial);
            case Finding.SharedAddress(var devices, var mac) ->
                    say("discovery.alike.address", devices, mac);
            case Finding.SharedSerial(var devices, var serial) ->
                    say("discovery.alike.serial", devices, serial);
            case Finding.SharedEngine(var devices, var engine) ->
                    say("discovery.alike.engine", devices, engine);
            case Finding.SharedHostKey(var devices, var key) ->
                    say("discovery.alike.host-key", devices, key);
        };
    }

    private String say(String key, List<String> devices, String shared) {
        return getTranslation(key, String.join(", ", devices), shared);
    }
}
