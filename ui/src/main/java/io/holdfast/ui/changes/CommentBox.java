package io.holdfast.ui.changes;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.holdfast.controller.changes.Remark;
import io.holdfast.controller.changes.Remark.DeviceOfChange;
import io.holdfast.controller.changes.Reviews;
import io.holdfast.controller.scope.Refused;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Times;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What was said of a change or of one device's difference, and a field to say more. */
final class CommentBox extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Reviews reviews;
    private final transient InstantSource clock;
    private final UUID change;
    private final transient Optional<DeviceOfChange> device;
    private final Div said = new Div();
    private final Div problem = new Div();
    private final TextArea field = new TextArea();

    CommentBox(
            Reviews reviews,
            InstantSource clock,
            UUID change,
            Optional<DeviceOfChange> device,
            List<Remark> remarks) {
        this.reviews = reviews;
        this.clock = clock;
        this.change = change;
        this.device = device;
        said.getElement().setAttribute("aria-live", "polite");
        field.setLabel(
                device.map(d -> getTranslation("comments.of-device", name(d)))
                        .orElseGet(() -> getTranslation("comments.of-change")));
        field.setMaxLength(4_000);
        field.setWidthFull();
        field.setManualValidation(true);
        var say = Parts.outlined(getTranslation("comments.say"));
        say.addClickListener(_ -> say());
        add(said, field, problem, say);
        show(remarks);
    }

    static String name(DeviceOfChange device) {
        return device.site().toUpperCase(Locale.ROOT) + " " + device.slot();
    }

    private void show(List<Remark> remarks) {
        said.removeAll();
        for (var remark : remarks) {
            if (!remark.device().equals(device)) {
                continue;
            }
            var at = Times.named(remark.at(), Times.here(), getLocale(), clock.instant());
            var line = new Div(Parts.why(remark.name() + ", " + at), words(remark.comment()));
            if (!remark.stands()) {
                line.add(Parts.why(getTranslation("comments.moved")));
            }
            line.addClassName("hf-comment");
            said.add(line);
        }
    }

    private static Paragraph words(String text) {
        var words = new Paragraph(text);
        words.getStyle().set("white-space", "pre-line");
        return words;
    }

    private void say() {
        problem.removeAll();
        field.setInvalid(field.getValue().isBlank());
        if (field.isInvalid()) {
            field.setErrorMessage(getTranslation("comments.empty"));
            field.focus();
            return;
        }
        try {
            reviews.say(change, device, field.getValue());
            field.clear();
            show(reviews.remarks(change));
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
    }
}
