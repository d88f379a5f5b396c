package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import java.util.ArrayList;
import java.util.Locale;

/**
 * What whoever looks at a page may do. What cannot be pressed stays where it is, dashed, and says
 * why beside it.
 */
public final class Rights {

    private Rights() {}

    public static boolean may(Permission permission) {
        return Acting.caller().may(permission);
    }

    /** Buttons as this person may press them, with the reason in front if it is not so. */
    public static Component[] guarded(Component words, Permission needed, Button... buttons) {
        if (may(needed)) {
            return buttons;
        }
        var parts = new ArrayList<Component>();
        parts.add(why(words, needed));
        for (var button : buttons) {
            button.setEnabled(false);
            parts.add(button);
        }
        return parts.toArray(Component[]::new);
    }

    /** Why somebody without this right may not. */
    public static Component why(Component words, Permission needed) {
        return Parts.why(words.getTranslation("may-not." + needed.name().toLowerCase(Locale.ROOT)));
    }
}
