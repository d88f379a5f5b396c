package io.holdfast.ui.kit;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.shared.Registration;
import java.util.Optional;

/** A page that follows what it shows, while it is shown. */
public abstract class LivePage extends Page {

    private static final long serialVersionUID = 1L;

    private final int millis;
    private transient Optional<Registration> looking = Optional.empty();

    /**
     * A live page.
     *
     * @param millis how often it looks
     */
    protected LivePage(int millis) {
        this.millis = millis;
    }

    /** Looks again. */
    protected abstract void look();

    @Override
    protected final void onAttach(AttachEvent event) {
        looking.ifPresent(Registration::remove);
        looking = Optional.of(Polling.every(event.getUI(), millis, this::look));
    }

    @Override
    protected final void onDetach(DetachEvent event) {
        looking.ifPresent(Registration::remove);
        looking = Optional.empty();
    }
}
