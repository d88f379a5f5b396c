package io.holdfast.apps.bench.audit;

import io.holdfast.auditlog.ActorKind;
import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.AuditExport;
import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.Outcome;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.ShownHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What three organisations did, and the log over it as it was signed.
 *
 * @param entries in the order of the log
 * @param heads by the size they were signed at
 */
record Past(List<AuditEntry> entries, SortedMap<Integer, SignedNote> heads) {

    static final String MINE = "water";

    private static final List<String> ALL = List.of(MINE, "clinic", "power");
    private static final Instant BEGAN = Instant.parse("2026-11-27T00:00:00Z");
    private static final KeyPair PAIR = pair();

    static final NoteKey KEY = NoteKey.of("holdfast.audit/tamper", PAIR.getPublic());

    Past {
        entries = List.copyOf(entries);
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A log of 8 to 80 entries with a head every few. */
    static Past random(Random random) {
        var entries = new ArrayList<AuditEntry>();
        int size = 8 + random.nextInt(73);
        for (int i = 0; i < size; i++) {
            entries.add(entry(random, i));
        }
        var sizes = new ArrayList<Integer>();
        for (int at = 1 + random.nextInt(6); at < size; at += 1 + random.nextInt(12)) {
            sizes.add(at);
        }
        sizes.add(size);
        return signed(entries, sizes);
    }

    static AuditEntry entry(Random random, int number) {
        return entry(random, number, ALL.get(random.nextInt(ALL.size())));
    }

    static AuditEntry entry(Random random, int number, String organization) {
        return new AuditEntry(
                "e-" + number + "-" + Long.toHexString(random.nextLong()),
                organization,
                BEGAN.plusSeconds(number),
                "person-" + random.nextInt(5),
                ActorKind.PERSON,
                "change.approve",
                "change",
                "c-" + random.nextInt(100),
                Outcome.ALLOWED,
                "",
                "",
                "rest",
                "",
                "x".repeat(random.nextInt(60)));
    }

    /** The log as whoever has the key makes it, with heads of these sizes. */
    static Past signed(List<AuditEntry> entries, List<Integer> sizes) {
        var heads = new TreeMap<Integer, SignedNote>();
        var frontier = MerkleFrontier.EMPTY;
        for (int i = 0; i < entries.size(); i++) {
            frontier = frontier.append(leaf(entries.get(i), i).hash());
            if (sizes.contains(i + 1)) {
                var head =
                        new Checkpoint(KEY.name(), i + 1L, frontier.root(), BEGAN.plusSeconds(i));
                heads.put(i + 1, SignedNote.sign(head.text(), KEY, PAIR.getPrivate()));
            }
        }
        return new Past(entries, heads);
    }

    private static LogLeaf leaf(AuditEntry entry, int number) {
        return LogLeaf.of(salt(entry.organization()), number, entry.digest());
    }

    static Digest salt(String organization) {
        return Digest.of(organization.getBytes(StandardCharsets.UTF_8));
    }

    /** A head as this log shows it to somebody who keeps one of {@code from} leaves. */
    ShownHead shown(int from, int size) {
        var note = Objects.requireNonNull(heads.get(size), "no head of " + size);
        var proof =
                from == 0 || from > size ? List.<Digest>of() : tree(size).consistencyProof(from);
        return new ShownHead(
                KEY.text(), note.written(), from, proof.stream().map(Digest::hex).toList());
    }

    private MerkleTree tree(int size) {
        return MerkleTree.ofLeafHashes(
                IntStream.range(0, size).mapToObj(i -> leaf(entries.get(i), i).hash()).toList());
    }

    /** Lines of the export, without their line feeds. */
    List<String> lines() {
        var out = new ByteArrayOutputStream();
        try (var export = new AuditExport(out, KEY.name(), MINE, salt(MINE), KEY)) {
            for (int i = 0; i < entries.size(); i++) {
                var entry = entries.get(i);
                if (entry.organization().equals(MINE)) {
                    export.own(entry.digest().bytes(), entry.canonicalBytes());
                } else {
                    var leaf = leaf(entry, i);
                    export.other(leaf.tag().bytes(), leaf.entry().bytes());
                }
                var head = heads.get(i + 1);
                if (head != null) {
                    export.head(head);
                }
            }
            export.finish();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(StandardCharsets.US_ASCII).lines().toList();
    }

    /** As a line of one's own entries says it, its place in the log aside. */
    static String own(AuditEntry entry) {
        var base64 = Base64.getEncoder();
        return "own "
                + base64.encodeToString(entry.digest().bytes())
                + " "
                + base64.encodeToString(entry.canonicalBytes());
    }

    /** As the line looks once the entry is gone and its leaf is not. */
    static String gone(AuditEntry entry, int number) {
        var base64 = Base64.getEncoder();
        var leaf = leaf(entry, number);
        return "other "
                + base64.encodeToString(leaf.tag().bytes())
                + " "
                + base64.encodeToString(leaf.entry().bytes());
    }
}
