package io.holdfast.ui.changes;

import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.VaadinSession;
import java.util.UUID;

/** A comment that outlives the way to the login and back. */
final class KeptComment extends TextArea {

    private static final long serialVersionUID = 1L;

    /** What was written of which change; one is enough, for one page is left at a time. */
    private record Kept(UUID change, String text) {}

    void keep(UUID change) {
        VaadinSession.getCurrent().setAttribute(Kept.class, new Kept(change, getValue()));
    }

    /** Brings back what was written of this change, once. */
    void bring(UUID change) {
        var kept = VaadinSession.getCurrent().getAttribute(Kept.class);
        if (kept != null && kept.change().equals(change)) {
            VaadinSession.getCurrent().setAttribute(Kept.class, null);
            setValue(kept.text());
        }
    }
}
