package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.auditlog.ActorKind;
import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.Outcome;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.controller.audit.AuditFeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver's archive tells by itself, whatever was done to it: two heads and 24 leaves. */
class SyslogReaderTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Digest SALT = Digest.of(new byte[] {7});
    private static final String NAME = "holdfast.audit/test";
    private static final int LEAVES = 24;

    /** Of these leaves only hashes leave the centre. */
    private static final List<Integer> OTHERS = List.of(5, 6, 7, 15, 16);

    @TempDir private Path folder;

    private final SyslogMessages messages = new SyslogMessages("centre", 32473, NAME, 8_192);

    @SuppressWarnings("NullAway.Init")
    private KeyPair pair;

    @SuppressWarnings("NullAway.Init")
    private NoteKey key;

    @BeforeEach
    void a_key() throws NoSuchAlgorithmException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = NoteKey.of(NAME, pair.getPublic());
    }

    private static AuditEntry entry(long number) {
        return new AuditEntry(
                "id-" + number,
                "water",
                NOON.plusSeconds(number),
                "netadmin-1",
                ActorKind.PERSON,
                "change.approve",
                "change",
                "c-" + number,
                Outcome.ALLOWED,
                "",
                "weil es nötig ist",
                "rest",
                "",
                "");
    }

    private static String text(byte[] framed) {
        return new String(framed, StandardCharsets.US_ASCII).replaceFirst("^\\d+ ", "");
    }

    private SignedNote signed(MerkleFrontier frontier) {
        var head = new Checkpoint(NAME, frontier.size(), frontier.root(), NOON);
        return SignedNote.sign(head.text(), key, pair.getPrivate());
    }

    private String head(MerkleFrontier of) {
        return text(messages.head(new AuditFeed.Head(of.size(), signed(of)), NOON));
    }

    /** A head after 12 leaves and one after all, and behind them that the stream lives. */
    private List<String> archive() {
        var lines = new ArrayList<String>();
        var frontier = MerkleFrontier.EMPTY;
        var others = new ArrayList<AuditFeed.Leaf.Hashed>();
        for (int i = 0; i < LEAVES; i++) {
            var leaf = LogLeaf.of(SALT, i, entry(i).digest());
            if (OTHERS.contains(i)) {
                others.add(new AuditFeed.Leaf.Hashed(i, leaf.tag(), leaf.entry()));
            } else {
                others(lines, others);
                var whole = Optional.of(entry(i));
                lines.add(
                        text(
                                messages.entry(
                                        new AuditFeed.Leaf.Whole(
                                                i, leaf.tag(), leaf.entry(), whole))));
            }
            frontier = frontier.append(leaf.hash());
            if (i == 11) {
                lines.add(head(frontier));
            }
        }
        lines.add(head(frontier));
        lines.add(text(messages.standing(LEAVES, LEAVES, NOON)));
        return lines;
    }

    private void others(List<String> lines, List<AuditFeed.Leaf.Hashed> others) {
        if (!others.isEmpty()) {
            lines.add(text(messages.others(others, NOON)));
            others.clear();
        }
    }

    private List<String> says(List<String> contents) throws IOException {
        var files = new ArrayList<Path>();
        for (var content : contents) {
            files.add(Files.createTempFile(folder, "archive", ""));
            Files.writeString(files.getLast(), content);
        }
        return StreamReader.saysOfEach("syslog", key.text(), files);
    }

    private static String written(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static boolean is(String line, String kind) {
        return line.contains(" holdfast - " + kind + " ");
    }

    private static List<String> of(List<String> lines, String kind) {
        return lines.stream().filter(line -> is(line, kind)).toList();
    }

    private static int leaf(String line) {
        return Integer.parseInt(line.replaceFirst("(?s).* leaf=\"(\\d+)\".*", "$1"));
    }

    private static String any(List<String> lines, Random random) {
        return lines.get(random.nextInt(lines.size()));
    }

    /**
     * Something that is done to the archive.
     *
     * @param how changes its lines and says what is to be said of it
     */
    private record Tampering(String what, BiFunction<List<String>, Random, String> how) {}

    private static Tampering changed(
            String what, String kind, String from, String to, String expected) {
        return new Tampering(
                what,
                (lines, random) -> {
                    var line = any(of(lines, kind), random);
                    assertThat(line).as(what).containsPattern(from);
                    lines.set(lines.indexOf(line), line.replaceFirst(from, to));
                    return kind.equals("ENTRY") ? expected.formatted(leaf(line)) : expected;
                });
    }

    private List<Tampering> tamperings() {
        return List.of(
                new Tampering(
                        "a message is gone",
                        (lines, random) -> {
                            var line = any(lines.stream().filter(l -> hasLeaf(l)).toList(), random);
                            lines.remove(line);
                            return "MISSING " + leaf(line);
                        }),
                new Tampering(
                        "its end is cut off, the heads are left",
                        (lines, random) -> {
                            var line = any(of(lines, "ENTRY"), random);
                            lines.removeIf(l -> hasLeaf(l) && leaf(l) >= leaf(line));
                            lines.removeIf(l -> is(l, "STANDING"));
                            return "MISSING " + leaf(line);
                        }),
                new Tampering(
                        "its end is cut off, and the heads behind it",
                        (lines, random) -> {
                            var line = any(of(lines, "ENTRY"), random);
                            lines.removeIf(l -> hasLeaf(l) && leaf(l) >= leaf(line));
                            lines.removeIf(l -> is(l, "HEAD"));
                            return "MISSING " + leaf(line);
                        }),
                new Tampering(
                        "it has no heads",
                        (lines, _) -> {
                            lines.removeIf(l -> is(l, "HEAD"));
                            return "END_NOT_SIGNED 0";
                        }),
                new Tampering(
                        "nothing is left",
                        (lines, _) -> {
                            lines.clear();
                            return "END_NOT_SIGNED 0";
                        }),
                changed("a text", "ENTRY", "weil es", "dass es", "ENTRY_CHANGED %d"),
                changed("a person", "ENTRY", "netadmin-1", "netadmin-2", "ENTRY_CHANGED %d"),
                changed("an outcome", "ENTRY", "\"success\"", "\"failure\"", "ENTRY_CHANGED %d"),
                changed("a digest", "ENTRY", "digest=\"....", "digest=\"AAAA", "ENTRY_CHANGED %d"),
                changed("a shown hash", "ENTRY", "\"hash\":\".", "\"hash\":\"", "ENTRY_CHANGED %d"),
                changed("a shown leaf", "ENTRY", "sequence\":", "sequence\":7", "ENTRY_CHANGED %d"),
                changed("a tag", "ENTRY", " tag=\"....", " tag=\"AAAA", "LOG_CHANGED "),
                changed("a negative leaf", "ENTRY", " leaf=\"", " leaf=\"-", "NOT_READABLE <109>1"),
                changed("a leaf in letters", "OTHERS", " leaf=\"", " leaf=\"0_", "NOT_READABLE"),
                changed("a leaf twice", "ENTRY", " leaf=", " leaf=\"3\" leaf=", "NOT_READABLE <1"),
                changed("another log", "ENTRY", "audit/test", "audit/teat", "OTHER_LOG holdfast."),
                changed("another log", "HEAD", "audit/test", "audit/teat", "OTHER_LOG holdfast."),
                changed("a newer form", "ENTRY", "version=\"1\"", "version=\"2\"", "NOT_READABLE"),
                changed("a count", "OTHERS", "count=\"", "count=\"1", "COUNT "),
                changed("others", "OTHERS", "leaves\":\"....", "leaves\":\"AAAA", "LOG_CHANGED "),
                changed("a name twice", "ENTRY", "\"user\":", "\"user\":{},\"user\":", "NOT_READ"),
                changed("no such message", "ENTRY", "- ENTRY", "- ENTRX", "NOT_READABLE <109>1"),
                changed("a head's size", "HEAD", "size=\"", "size=\"1", "MISSING 24"),
                changed("a head", "HEAD", "\\\\n\\\\n", "\\\\nx\\\\n\\\\n", "HEAD_NOT_SIGNED "),
                new Tampering(
                        "a leaf comes again as another",
                        (lines, random) -> {
                            var line = any(of(lines, "ENTRY"), random);
                            var tag = " tag=\"" + "A".repeat(43) + "=\"";
                            lines.add(line.replaceFirst(" tag=\"[^\"]*\"", tag));
                            return "REPEATED_OTHERWISE " + leaf(line);
                        }),
                new Tampering(
                        "a head comes again as another",
                        (lines, _) -> {
                            var frontier = MerkleFrontier.EMPTY;
                            for (int i = 0; i < LEAVES; i++) {
                                frontier = frontier.append(LogLeaf.of(SALT, i, SALT).hash());
                            }
                            lines.add(head(frontier));
                            return "REPEATED_OTHERWISE head 24";
                        }),
                new Tampering(
                        "two leaves changed places",
                        (lines, random) -> {
                            var entries = of(lines, "ENTRY");
                            int at = random.nextInt(entries.size() - 1);
                            swap(lines, entries.get(at), entries.get(at + 1));
                            return "LOG_CHANGED ";
                        }),
                new Tampering(
                        "something of others between",
                        (lines, random) -> {
                            lines.add(random.nextInt(lines.size()), "<13>1 - - sudo - - - root");
                            return "NOT_READABLE <13>1";
                        }));
    }

    private static boolean hasLeaf(String line) {
        return is(line, "ENTRY") || is(line, "OTHERS");
    }

    /** Each says the other's number, in both places. */
    private static void swap(List<String> lines, String one, String other) {
        int at = lines.indexOf(one);
        int behind = lines.indexOf(other);
        lines.set(at, numbered(one, leaf(other)));
        lines.set(behind, numbered(other, leaf(one)));
    }

    private static String numbered(String line, int leaf) {
        return line.replaceFirst(" leaf=\"\\d+\"", " leaf=\"" + leaf + "\"")
                .replaceFirst("\"sequence\":\\d+", "\"sequence\":" + leaf);
    }

    @Test
    void what_nobody_touched_holds_in_any_order_and_twice_as_well() throws IOException {
        var lines = archive();
        var twice = new ArrayList<>(lines);
        twice.addAll(lines);
        Collections.shuffle(twice, new Random(20_261_127L));
        assertThat(says(List.of(written(lines), written(twice))))
                .containsExactly(
                        "leaves 24 heads 2 repeats 0 cut 0 unsigned 0\n",
                        "leaves 24 heads 2 repeats 24 cut 0 unsigned 0\n");
    }

    @Test
    void whatever_was_done_to_the_archive_is_said() throws IOException {
        long seed = 20_261_127L;
        var random = new Random(seed);
        var archives = new ArrayList<String>();
        var expected = new ArrayList<String>();
        for (int times = 0; times < 3; times++) {
            for (var tampering : tamperings()) {
                var lines = archive();
                expected.add(tampering.how().apply(lines, random));
                archives.add(written(lines));
            }
        }
        var said = says(archives);
        for (int i = 0; i < archives.size(); i++) {
            assertThat(said.get(i))
                    .as("seed %d: %s", seed, tamperings().get(i % tamperings().size()).what())
                    .containsPattern("(?m)^" + Pattern.quote(expected.get(i)));
        }
    }

    /** Where in an entry's message stands nothing that the log has: what kind of event it is. */
    private static boolean isOfTheLog(String line, int place) {
        int ecs = line.indexOf("\"ecs\"");
        int kind = line.indexOf("\"kind\"");
        return place > line.indexOf(" leaf=")
                && (place < ecs || place >= line.indexOf("\"event\""))
                && (place < kind || place >= line.indexOf("\"sequence\""));
    }

    @Test
    void no_character_of_an_entry_is_another_without_a_word() throws IOException {
        long seed = 42L;
        var random = new Random(seed);
        var changed = new ArrayList<String>();
        var archives = new ArrayList<String>();
        for (int round = 0; round < 60; round++) {
            var lines = archive();
            var line = any(of(lines, "ENTRY"), random);
            char other = round % 2 == 0 ? '!' : 'A';
            int place = random.nextInt(line.length());
            while (!isOfTheLog(line, place) || line.charAt(place) == other) {
                place = random.nextInt(line.length());
            }
            changed.add(line.substring(0, place) + other + line.substring(place + 1));
            lines.set(lines.indexOf(line), changed.getLast());
            archives.add(written(lines));
        }
        var said = says(archives);
        for (int round = 0; round < said.size(); round++) {
            assertThat(said.get(round))
                    .as("seed %d round %d: %s", seed, round, changed.get(round))
                    .matches(text -> text.lines().count() > 1, "names a fault");
        }
    }

    @Test
    void an_archive_that_ends_within_a_message_says_so() throws IOException {
        var content = written(archive());
        var cut =
                Stream.of(1, 40, 900)
                        .map(few -> content.substring(0, content.length() - few))
                        .toList();
        assertThat(says(cut)).allMatch(said -> said.contains("\nTORN <1"));
    }
}
