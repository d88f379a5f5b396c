package io.holdfast.ui.changes;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.changes.Remark;
import io.holdfast.controller.changes.Remark.DeviceOfChange;
import io.holdfast.controller.changes.Reviews;
import io.holdfast.controller.changes.Tick;
import io.holdfast.controller.policies.ChangePreview;
import io.holdfast.controller.policies.ChangePreview.DeviceDiff;
import io.holdfast.controller.scope.Refused;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.TextDiff;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What each device is told, with a tick for who has looked at it and what was said of it. Ticks
 * help people to keep count; nothing depends on them.
 */
final class DiffReview extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Reviews reviews;
    private final transient InstantSource clock;
    private final UUID change;
    private final transient Consumer<String> progress;
    private final Div problem = new Div();
    private final transient Map<DeviceOfChange, Span> others = new LinkedHashMap<>();

    /**
     * Draws it.
     *
     * @param progress hears how many were looked at, as a sentence; empty if no device changes
     */
    DiffReview(
            Reviews reviews,
            InstantSource clock,
            UUID change,
            ChangePreview preview,
            Consumer<String> progress) {
        this.reviews = reviews;
        this.clock = clock;
        this.change = change;
        this.progress = progress;
        addClassName("hf-section");
        problem.getElement().setAttribute("aria-live", "polite");
        add(new H2(getTranslation("change.config")), problem);
        var ticks = reviews.ticks(change);
        var remarks = reviews.remarks(change);
        for (var site : preview.sites()) {
            for (var device : site.devices()) {
                var of = new DeviceOfChange(site.site(), device.slot());
                add(device(of, device, ticks, remarks));
            }
        }
        if (others.isEmpty()) {
            add(new Paragraph(getTranslation("change.no-config")));
        }
        told(ticks);
    }

    private Component device(
            DeviceOfChange of, DeviceDiff device, List<Tick> ticks, List<Remark> remarks) {
        var details =
                new NativeDetails(
                        summary(of, device),
                        new Div(
                                new TextDiff(device.text().lines().toList()),
                                new CommentBox(reviews, clock, change, Optional.of(of), remarks)));
        details.setOpen(others.isEmpty());
        var viewed = new Checkbox(getTranslation("viewed.tick", CommentBox.name(of)));
        viewed.setValue(ticks.stream().anyMatch(t -> t.mine() && t.device().equals(of)));
        viewed.addValueChangeListener(e -> {
            if (e.isFromClient()) {
                tick(viewed, of, device.diffDigest(), e.getValue());
            }
        });
        var by = Parts.why("");
        others.put(of, by);
        var row = new Div(viewed, by);
        row.addClassName("hf-row");
        return new Div(details, row);
    }

    private void tick(Checkbox box, DeviceOfChange of, String digest, boolean viewed) {
        problem.removeAll();
        try {
            told(viewed ? reviews.view(change, of, digest) : reviews.unview(change, of));
        } catch (Refused refused) {
            box.setValue(!viewed);
            problem.add(Parts.refused(this, refused));
        }
    }

    private void told(List<Tick> ticks) {
        others.forEach((of, by) -> {
            var names =
                    ticks.stream()
                            .filter(t -> !t.mine() && t.device().equals(of))
                            .map(Tick::name)
                            .collect(Collectors.joining(", "));
            by.setText(names.isEmpty() ? "" : getTranslation("viewed.by", names));
        });
        long mine = ticks.stream().filter(Tick::mine).count();
        progress.accept(
                others.isEmpty() ? "" : getTranslation("viewed.progress", mine, others.size()));
    }

    private Component summary(DeviceOfChange of, DeviceDiff device) {
        var count =
                Parts.why(
                        " "
                                + device.lines().size()
                                + " "
                                + getTranslation("change.config.lines")
                                + " ");
        var digest =
                new Span(
                        device.textDigest()
                                .substring(0, Math.min(12, device.textDigest().length())));
        digest.addClassName("hf-mono");
        return new Span(new Span(CommentBox.name(of)), count, digest);
    }
}
