package io.holdfast.controller.windows;

import io.holdfast.controller.windows.store.FreezeStore;
import io.holdfast.core.window.Freeze;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The freezes that matter now, for the other features of the centre. It asks no rights. */
@Component
public class Freezes {

    private final FreezeStore store;

    Freezes(FreezeStore store) {
        this.store = store;
    }

    /** Those of the acting organisation that are neither over nor lifted, earliest end first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Freeze> open(Instant now) {
        return store.open(now).stream().map(FreezeView::freeze).toList();
    }
}
