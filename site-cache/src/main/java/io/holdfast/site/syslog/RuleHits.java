package io.holdfast.site.syslog;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Counts what firewalls log about their rules, by the conduit a rule is of. Rules are named after
 * their conduits by the compiler; a line that names none counts for no conduit.
 */
public final class RuleHits {

    /** Tallies between two words to the centre; more are counted as none. */
    static final int MOST = 5_000;

    private static final Pattern RULE =
            Pattern.compile(
                    "(?:^|[\\s,;\\[(])(?:rule|rule-name|rulename|policy-name|policy|ace|acl-rule|filter)[=: ]+\"?([A-Za-z0-9][A-Za-z0-9._/-]{0,63})");

    /** What the compiler makes of names that are too long. */
    private static final Pattern SHORTENED =
            Pattern.compile("(.{30,63})-[0-9a-f]{10}(?:[.-][A-Za-z0-9._-]*)?");

    private static final Pattern DENIED =
            Pattern.compile(
                    "\\b(deny|denied|drop|dropped|reject|rejected|block|blocked|discard)\\b");
    private static final Pattern PERMITTED =
            Pattern.compile("\\b(permit|permitted|accept|accepted|allow|allowed|pass|passed)\\b");

    private final Map<Key, Tally> tallies = new TreeMap<>();

    private record Key(DeviceSlot slot, String conduit) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::slot).thenComparing(Key::conduit).compare(this, other);
        }
    }

    private record Tally(long permitted, long denied, Instant first, Instant last) {}

    /** What a line says about a rule. */
    record Hit(String rule, boolean denied) {}

    /** The hit in a line; empty if the line is about something else. */
    static Optional<Hit> hit(String text) {
        var words = text.toLowerCase(Locale.ROOT);
        boolean denied = DENIED.matcher(words).find();
        boolean permitted = PERMITTED.matcher(words).find();
        if (denied == permitted) {
            return Optional.empty();
        }
        var rule = RULE.matcher(text);
        return Optional.of(new Hit(rule.find() ? rule.group(1) : "", denied));
    }

    /**
     * The conduit a rule is named after, as in historian-write.1 or historian-write.1.2-v6. A name
     * that was too long for a device was cut and ends with a digest: it counts where only one
     * conduit begins like it.
     */
    static String conduit(String rule, List<String> conduits) {
        return conduits.stream()
                .filter(c -> rule.equals(c) || rule.startsWith(c + "."))
                .max(Comparator.comparingInt(String::length))
                .orElseGet(() -> cut(rule, conduits));
    }

    private static String cut(String rule, List<String> conduits) {
        var shortened = SHORTENED.matcher(rule);
        if (!shortened.matches()) {
            return "";
        }
        var begin = shortened.group(1);
        var alike = conduits.stream().filter(c -> c.startsWith(begin)).toList();
        return alike.size() == 1 ? alike.getFirst() : "";
    }

    /** Counts a line. */
    public synchronized void count(
            DeviceSlot slot, SyslogLine line, List<String> conduits, Instant now) {
        var hit = hit(line.text());
        if (hit.isEmpty()) {
            return;
        }
        var key = new Key(slot, conduit(hit.get().rule(), conduits));
        if (tallies.size() >= MOST && !tallies.containsKey(key)) {
            return;
        }
        var before = tallies.getOrDefault(key, new Tally(0, 0, now, now));
        boolean denied = hit.get().denied();
        tallies.put(
                key,
                new Tally(
                        before.permitted() + (denied ? 0 : 1),
                        before.denied() + (denied ? 1 : 0),
                        before.first(),
                        now));
    }

    /** The tallies since the last time, which begin anew. */
    public synchronized List<SiteWord.ConduitUsed> take() {
        var words = new ArrayList<SiteWord.ConduitUsed>();
        tallies.forEach((key, tally) ->
                words.add(
                        new SiteWord.ConduitUsed(
                                key.slot(),
                                key.conduit(),
                                tally.permitted(),
                                tally.denied(),
                                tally.first(),
                                tally.last())));
        tallies.clear();
        return words;
    }
}
