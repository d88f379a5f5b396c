package io.holdfast.apps.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * One failure at one place. Every place at which something may fail is counted as it is passed; at
 * the k-th the strike falls, once.
 */
final class Strike {

    /** Counts nothing and never falls. */
    static final Strike NEVER = new Strike(-1, false);

    private final int at;
    private final boolean counts;
    private final List<String> places = new ArrayList<>();
    private Runnable blow = () -> {};

    private Strike(int at, boolean counts) {
        this.at = at;
        this.counts = counts;
    }

    /** Passes every place and remembers them. */
    static Strike none() {
        return new Strike(-1, true);
    }

    /** Falls at the place of this number, counted from 0. */
    static Strike at(int place) {
        return new Strike(place, true);
    }

    /** What happens when it falls. */
    void is(Runnable what) {
        blow = what;
    }

    void passes(String place) {
        if (!counts) {
            return;
        }
        places.add(place);
        if (places.size() - 1 == at) {
            blow.run();
        }
    }

    List<String> places() {
        return List.copyOf(places);
    }
}
