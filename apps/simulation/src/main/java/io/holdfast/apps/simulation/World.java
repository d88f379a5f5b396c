package io.holdfast.apps.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Time, chance and what was seen: one thread, one queue, one seed. */
final class World {

    static final Instant BEGIN = Instant.parse("2026-11-23T08:00:00Z");

    /** One virtual quarter: the longest a site has to go on alone. */
    static final Duration LENGTH = Duration.ofDays(90);

    /** After this nothing breaks any more, and everything has to come to rest. */
    static final Instant FAULTS_END = BEGIN.plus(Duration.ofDays(86));

    private static final int MOST_FINDINGS = 20;

    final SplittableRandom random;
    final Optional<Sabotage> sabotage;
    private final Strike strike;
    private final boolean calm;
    private Tempo tempo = Tempo.AT_ONCE;
    private int rung;
    private boolean stopped;
    private Duration longestTrial = Duration.ZERO;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
    private final MessageDigest trace = sha256();
    private final List<String> findings = new ArrayList<>();
    private Instant now;
    private long number;
    private long events;

    private record Due(Instant at, long number, Runnable act) {}

    World(long seed, Optional<Sabotage> sabotage) {
        this(seed, sabotage, Strike.NEVER, false, BEGIN);
    }

    private World(
            long seed, Optional<Sabotage> sabotage, Strike strike, boolean calm, Instant begin) {
        this.random = new SplittableRandom(seed);
        this.sabotage = sabotage;
        this.strike = strike;
        this.calm = calm;
        this.now = begin;
    }

    /** A world in which nothing goes wrong but that one strike. */
    static World calm(Strike strike, Optional<Sabotage> sabotage, Instant begin) {
        return new World(1, sabotage, strike, true, begin);
    }

    /** A world in which nothing goes wrong. */
    static World calm(long seed) {
        return new World(seed, Optional.empty(), Strike.NEVER, true, BEGIN);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Instant now() {
        return now;
    }

    boolean faults() {
        return !calm && now.isBefore(FAULTS_END);
    }

    boolean is(Sabotage one) {
        return sabotage.filter(one::equals).isPresent();
    }

    /** True once in so many times, while there are faults. */
    boolean mishap(int onceIn) {
        return random.nextInt(onceIn) == 0 && faults();
    }

    Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    void after(Duration delay, Runnable act) {
        at(now.plus(delay), act);
    }

    void at(Instant moment, Runnable act) {
        queue.add(new Due(moment.isBefore(now) ? now : moment, number++, act));
    }

    void run() {
        run(BEGIN.plus(LENGTH));
    }

    void run(Instant end) {
        while (!stopped
                && !queue.isEmpty()
                && !queue.peek().at().isAfter(end)
                && findings.isEmpty()) {
            var due = queue.remove();
            now = tempo.arrive(due.at());
            events++;
            due.act().run();
        }
        now = findings.isEmpty() && now.isBefore(end) ? end : now;
    }

    /** From now on time passes at this tempo. */
    void goesAt(Tempo other) {
        tempo = other;
    }

    /** Nothing happens any more. */
    void stop() {
        stopped = true;
    }

    /** A device's own timer ended a trial. */
    void rang() {
        rung++;
    }

    int rung() {
        return rung;
    }

    /** A trial was kept after so long. */
    void keptAfter(Duration trial) {
        longestTrial = trial.compareTo(longestTrial) > 0 ? trial : longestTrial;
    }

    Duration longestTrial() {
        return longestTrial;
    }

    /** A place at which power may fail, passed now. */
    void passes(String place) {
        strike.passes(place);
    }

    void trace(String line) {
        trace.update((now + " " + line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void violated(String invariant, String detail) {
        trace(invariant);
        if (findings.size() < MOST_FINDINGS) {
            findings.add(now + " " + invariant + ": " + detail);
        }
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    long events() {
        return events;
    }

    String traceHash() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) trace.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
