package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.List;

/** How much of a long list is shown: it says so, and shows more when somebody asks. */
public final class Paging {

    private final int step;
    private int shown;

    /** A list of which so many rows are shown at first, and so many more each time. */
    public Paging(int step) {
        this.step = step;
        shown = step;
    }

    /** How many rows are shown, of however many there are. */
    public int shown() {
        return shown;
    }

    public <T> List<T> of(List<T> all) {
        return all.subList(0, Math.min(shown, all.size()));
    }

    /**
     * What stands below the list: nothing, if all of it is shown.
     *
     * @param all how long it is
     * @param again draws the page anew
     */
    public Component below(Component words, int all, Runnable again) {
        return all <= shown
                ? new Div()
                : more(words, words.getTranslation("list.shown", shown, all), again);
    }

    /** The same for a list of which only the newest were read: one more than are shown. */
    public Component belowNewest(Component words, int read, Runnable again) {
        return read <= shown
                ? new Div()
                : more(words, words.getTranslation("list.newest", shown), again);
    }

    private Component more(Component words, String sentence, Runnable again) {
        var more = Parts.outlined(words.getTranslation("list.more", step));
        more.addClassName("hf-more");
        more.addClickListener(_ -> {
            shown += step;
            again.run();
        });
        var row = new Div(Parts.why(sentence), more);
        row.addClassName("hf-row");
        return row;
    }
}
