package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** Asks once more before something that has no way back: what follows stands above the button. */
public final class Confirm {

    private Confirm() {}

    /**
     * Asks.
     *
     * @param what the words on the button that was pressed
     * @param consequence what follows, as a sentence
     */
    public static void ask(Component words, String what, String consequence, Runnable then) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(what);
        dialog.setText(consequence);
        dialog.setConfirmText(what);
        dialog.setCancelable(true);
        dialog.setCancelText(words.getTranslation("cancel"));
        dialog.addConfirmListener(_ -> then.run());
        dialog.open();
    }
}
