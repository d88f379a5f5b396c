package io.holdfast.ui.kit;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a browser asks what is new: as often as whoever on the page wants it most often, and
 * not at all once nobody does. Who stops wanting it never stops it for another.
 */
public final class Polling implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int NEVER = -1;

    private final List<Integer> wanted = new ArrayList<>();

    private Polling() {}

    /** Lets the browser ask so often, until the registration is removed. */
    public static Registration every(UI ui, int millis) {
        var polling = ComponentUtil.getData(ui, Polling.class);
        if (polling == null) {
            polling = new Polling();
            ComponentUtil.setData(ui, Polling.class, polling);
        }
        var known = polling;
        Integer mine = millis;
        known.wanted.add(mine);
        known.tell(ui);
        return Registration.once(() -> {
            known.wanted.remove(/* element */ mine);
            known.tell(ui);
        });
    }

    /** The same, and looks each time. */
    public static Registration every(UI ui, int millis, Runnable look) {
        return Registration.combine(ui.addPollListener(_ -> look.run()), every(ui, millis));
    }

    private void tell(UI ui) {
        ui.setPollInterval(wanted.stream().min(Integer::compare).orElse(NEVER));
    }
}
