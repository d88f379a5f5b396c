package io.holdfast.apps.bench.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Sites that are held at one server. */
final class Crowd implements AutoCloseable {

    private static final long PATIENCE = 600;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Held> sites = new ArrayList<>();
    private final Held.Counts counts;

    Crowd(Held.Counts counts) {
        this.counts = counts;
    }

    /** What something cost until it was over. */
    record Spent(double cpu, double wall) {}

    /** CPU seconds that count. */
    interface Clock {
        double cpu();
    }

    /** Something that is asked of a server. */
    interface Ask {
        void of() throws IOException;
    }

    Held.Counts counts() {
        return counts;
    }

    /** More of them, all at once. */
    Spent join(List<? extends Held> more, Clock clock) throws IOException {
        sites.addAll(more);
        return spent(
                clock,
                () -> more.forEach(threads::execute),
                () -> more.stream().allMatch(Held::back));
    }

    /** Breaks all connections; over when each was heard again. */
    Spent comeBack(Clock clock) throws IOException {
        return spent(
                clock, () -> sites.forEach(Held::cut), () -> sites.stream().allMatch(Held::back));
    }

    /** Asks for something new; over when each has learnt it. */
    Spent learn(Clock clock, Ask ask) throws IOException {
        var before = sites.stream().map(Held::news).toList();
        return spent(
                clock,
                ask,
                () -> {
                    for (int i = 0; i < before.size(); i++) {
                        if (sites.get(i).news() <= before.get(i)) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static Spent spent(Clock clock, Ask ask, BooleanSupplier over) throws IOException {
        double cpu = clock.cpu();
        long begun = System.nanoTime();
        ask.of();
        while (!over.getAsBoolean()) {
            if (System.nanoTime() - begun > PATIENCE * 1_000_000_000) {
                throw new IOException("not over within " + PATIENCE + " s");
            }
            Quantiles.rest(5);
        }
        return new Spent(clock.cpu() - cpu, (System.nanoTime() - begun) / 1e9);
    }

    @Override
    public void close() {
        sites.forEach(Held::end);
        threads.close();
    }
}
