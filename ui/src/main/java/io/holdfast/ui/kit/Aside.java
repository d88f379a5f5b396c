package io.holdfast.ui.kit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Refused;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work that a page does not wait for, as a proof: the page stands at once, says that it is under
 * way, and is told what came of it. Of two that were begun only the later one is told of. It acts
 * for whoever began it.
 */
public final class Aside {

    /** How often the page asks while something is under way. */
    private static final int LOOK_MILLIS = 300;

    private int begun;

    /** What came of it. */
    public sealed interface Outcome<T> {

        record Done<T>(T found) implements Outcome<T> {}

        record Denied<T>(Refused refused) implements Outcome<T> {}

        /** Nothing was stored; the cause is in the log. */
        record Failed<T>() implements Outcome<T> {}
    }

    /** Tells the page how far it is, from within the work. */
    @FunctionalInterface
    public interface Teller {
        void tell(Runnable news);
    }

    /** The work, and how it tells its progress. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Teller teller);
    }

    /** Begins work in the background of the page that is shown. */
    public <T> void begin(Work<T> work, Consumer<Outcome<T>> then) {
        var ui = UI.getCurrent();
        var caller = Acting.caller();
        var door = Acting.door();
        int mine = ++begun;
        var asking = Polling.every(ui, LOOK_MILLIS);
        Teller teller = news -> on(ui, () -> ifNewest(mine, news));
        Supplier<Outcome<T>> outcome = () -> outcome(work, teller);
        Thread.startVirtualThread(() ->
                Acting.run(
                        caller,
                        () ->
                                Acting.through(
                                        door, () -> carriedOut(ui, mine, outcome, asking, then))));
    }

    private <T> boolean carriedOut(
            UI ui,
            int mine,
            Supplier<Outcome<T>> work,
            Registration asking,
            Consumer<Outcome<T>> then) {
        Outcome<T> outcome = new Outcome.Failed<>();
        try {
            outcome = work.get();
        } finally {
            var told = outcome;
            var caller = Acting.caller();
            on(
                    ui,
                    () -> {
                        asking.remove();
                        Acting.run(caller, () -> ifNewest(mine, () -> then.accept(told)));
                    });
        }
        return true;
    }

    private static <T> Outcome<T> outcome(Work<T> work, Teller teller) {
        try {
            return new Outcome.Done<>(work.with(teller));
        } catch (Refused refused) {
            return new Outcome.Denied<>(refused);
        }
    }

    private void ifNewest(int mine, Runnable news) {
        if (mine == begun) {
            news.run();
        }
    }

    /** A page that was left hears nothing any more. */
    private static void on(UI ui, Runnable what) {
        if (ui.isAttached()) {
            var _ = ui.access(what::run);
        }
    }
}
