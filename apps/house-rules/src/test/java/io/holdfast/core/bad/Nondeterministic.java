package io.holdfast.core.bad;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every way to give another answer to the same arguments, one method each. */
@SuppressWarnings({"all", "UnusedMethod"})
public final class Nondeterministic {

    private Nondeterministic() {}

    static Object byInstantNow() {
        return Instant.now();
    }

    static Object byToday() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    static Object byClock() {
        return Clock.systemUTC();
    }

    static Object byInstantSource() {
        return InstantSource.system();
    }

    static Object byNanoTime() {
        return System.nanoTime();
    }

    static Object byMillis() {
        return System.currentTimeMillis();
    }

    static Object byRandomId() {
        return UUID.randomUUID();
    }

    static Object byRandom() {
        return new Random().nextInt();
    }

    static Object bySecureRandom() {
        return new SecureRandom();
    }

    static Object byDefaultGenerator() {
        return RandomGenerator.getDefault();
    }

    static Object byMathRandom() {
        return Math.random();
    }

    static void bySleeping() throws InterruptedException {
        Thread.sleep(1);
    }

    static void byThread(Runnable work) {
        Thread.ofVirtual().start(work);
    }

    static Object byConcurrentMap() {
        return new ConcurrentHashMap<String, String>();
    }

    static Object byParallelStream(List<String> names) {
        return names.parallelStream().findAny();
    }

    static Object byParallel(Stream<String> names) {
        return names.parallel().findAny();
    }

    static Object byIdentity(Object thing) {
        return System.identityHashCode(thing);
    }

    static Object byIdentityMap() {
        return new IdentityHashMap<String, String>();
    }

    static Object bySaltedSet() {
        return new ArrayList<>(Set.of("a", "b"));
    }

    static Object byLongSaltedSet() {
        return Set.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    }

    static Object bySaltedMap() {
        return new ArrayList<>(Map.of("a", 1, "b", 2).keySet());
    }

    static Object bySaltedCopy(Set<String> names) {
        return Set.copyOf(names);
    }

    static Object bySaltedMapCopy(Map<String, String> names) {
        return Map.copyOf(names);
    }

    static Object byCollecting(List<String> names) {
        return names.stream().collect(Collectors.toUnmodifiableSet());
    }

    static Object byLocale() {
        return Locale.getDefault();
    }

    static Object byLowerCase(String name) {
        return name.toLowerCase();
    }

    static Object byFormat(int number) {
        return String.format("%d", number);
    }

    static Object byFormatted(int number) {
        return "%d".formatted(number);
    }

    static Object byTimeZone() {
        return TimeZone.getDefault();
    }

    static Object byZone() {
        return ZoneId.systemDefault();
    }

    static Object byPattern() {
        return DateTimeFormatter.ofPattern("EEEE");
    }

    static Object byCharset() {
        return Charset.defaultCharset();
    }

    static Object byBytes(String name) {
        return name.getBytes();
    }

    static Object byText(byte[] name) {
        return new String(name);
    }

    static Object byEnvironment() {
        return System.getenv("HOME");
    }

    static Object byReference(Stream<String> names) {
        return names.map(String::toUpperCase).toList();
    }

    static Object saysWhich(String name, byte[] bytes, SecureRandom chance) {
        var known = new HashMap<String, Object>();
        known.put(name.toLowerCase(Locale.ROOT), name.getBytes(StandardCharsets.UTF_8));
        known.put(
                String.format(Locale.ROOT, "%s", name), new String(bytes, StandardCharsets.UTF_8));
        known.put("chance", new Random(7).nextInt() + chance.nextInt());
        known.put("one", Set.of(name));
        known.put("none", Map.of());
        known.put("time", Instant.EPOCH.plusSeconds(1));
        return known;
    }
}
