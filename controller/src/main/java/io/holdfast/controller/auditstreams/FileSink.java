package io.holdfast.controller.auditstreams;

import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.AuditFile;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditStreams.Reached;
import io.holdfast.controller.scope.OrganizationId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The append-only files. How far they are is what stands in them: a line is written, synced, and
 * then it counts. A last line that was torn off is taken away; everything else that is not as it
 * has to be stays as it is, as evidence, and the log is written anew beside it.
 */
final class FileSink implements Sink {

    private static final int MOST = 1_000;

    private final SeriesFolder folder;
    private final long largest;
    private final AuditFeed feed;
    private final List<OrganizationId> whose;
    private final InstantSource clock;
    private final Consumer<String> anew;
    private @Nullable OpenFile open;
    private String told = "";

    /**
     * Files in a folder.
     *
     * @param anew is told why the log is going to be written anew, and that none of it is written
     */
    FileSink(
            Path folder,
            long largest,
            AuditFeed feed,
            List<OrganizationId> whose,
            InstantSource clock,
            Consumer<String> anew) {
        this.folder = new SeriesFolder(folder);
        this.largest = largest;
        this.feed = feed;
        this.whose = List.copyOf(whose);
        this.clock = clock;
        this.anew = anew;
    }

    @Override
    public Reached from(Reached confirmed) throws IOException {
        if (open != null && !open.isAsItWasLeft()) {
            close();
        }
        if (open == null) {
            open = opened(confirmed);
        }
        return new Reached(open.frontier().size(), open.head());
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean hasWord() {
        return false;
    }

    private OpenFile opened(Reached confirmed) throws IOException {
        if (!feed.isReady()) {
            throw new IOException("the log cannot be compared with its files yet");
        }
        if (!Files.isDirectory(folder.path())) {
            throw new IOException(
                    folder.path()
                            + " is not there, and is made by nobody but who set it: is it"
                            + " mounted?");
        }
        if (confirmed.size() > 0 && folder.newest().isEmpty()) {
            throw new IOException(
                    "the files with the first "
                            + confirmed.size()
                            + " leaves are not in "
                            + folder.path()
                            + ": is it mounted? To have all of them written anew make the folder "
                            + folder.series(1).getFileName()
                            + " in it");
        }
        var lock = FolderLock.of(folder.path());
        try {
            return opened(lock, confirmed);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private OpenFile opened(FolderLock lock, Reached confirmed) throws IOException {
        var series = folder.newest();
        if (series.isEmpty()) {
            prepare(1);
            return begun(lock, 1);
        }
        if (!Files.isDirectory(series.get(), LinkOption.NOFOLLOW_LINKS)) {
            return anew(lock, series.get(), series.get() + " is no folder");
        }
        var last = SeriesFolder.newestFile(series.get());
        if (last.isEmpty()) {
            return anew(lock, series.get(), "there is no file in " + series.get());
        }
        if (!Files.isRegularFile(last.get(), LinkOption.NOFOLLOW_LINKS)) {
            return anew(lock, series.get(), last.get() + " is no file, but perhaps a link to one");
        }
        AuditFile.Standing standing;
        try (var in = Files.newInputStream(last.get(), LinkOption.NOFOLLOW_LINKS)) {
            standing = AuditFile.read(in);
        } catch (IllegalArgumentException e) {
            return anew(
                    lock, series.get(), last.get() + " cannot be gone on with: " + e.getMessage());
        }
        var why = differs(last.get(), standing, confirmed);
        if (why.isPresent()) {
            return anew(lock, series.get(), why.get());
        }
        int next = SeriesFolder.number(series.get()) + 1;
        if (confirmed.size() == 0 && folder.isPrepared(next)) {
            // Whether people were told why nobody knows any more; twice is better than never.
            var prepared = folder.series(next).getFileName();
            return anew(lock, series.get(), prepared + " was prepared, and then it was stopped");
        }
        return gone(lock, series.get(), last.get(), standing);
    }

    private Optional<String> differs(Path last, AuditFile.Standing standing, Reached confirmed) {
        if (!standing.beginning().isOfOneLogWith(feed.beginning(whose, MerkleFrontier.EMPTY))) {
            return Optional.of(last + " is of other organisations or another log");
        }
        if (!feed.holds(standing.frontier())) {
            return Optional.of(
                    "the log in the database is not the one in " + last + ", or is shorter");
        }
        long size = standing.frontier().size();
        if (size < confirmed.size() || standing.head() < confirmed.head()) {
            return Optional.of(
                    last
                            + " ends with "
                            + size
                            + " leaves and a head of "
                            + standing.head()
                            + "; "
                            + confirmed.size()
                            + " and one of "
                            + confirmed.head()
                            + " had been written: its end was cut off, or a file behind it is gone");
        }
        return Optional.empty();
    }

    private OpenFile gone(FolderLock lock, Path series, Path last, AuditFile.Standing standing)
            throws IOException {
        var found = new OpenFile(lock, series, last, standing);
        try {
            if (standing.ended()) {
                next(found);
            } else if (endsWithHead(standing) && isFull(found, 0)) {
                var end = AuditFile.end(found.frontier().size()) + "\n";
                found.append(
                        end.getBytes(StandardCharsets.US_ASCII), found.frontier(), found.head());
                next(found);
            }
            return found;
        } catch (IOException | RuntimeException e) {
            found.close();
            throw e;
        }
    }

    private static boolean endsWithHead(AuditFile.Standing standing) {
        return standing.head() == standing.frontier().size()
                && standing.head() > standing.beginning().before().size();
    }

    private boolean isFull(OpenFile file, int more) {
        return file.isFull(largest, more, clock.instant());
    }

    /**
     * People are told before the new series has its name, and not again until it has. With the
     * telling the stream begins at no leaf: whoever is stopped in between comes here again, by what
     * differs or by what was prepared.
     */
    private OpenFile anew(FolderLock lock, Path before, String why) throws IOException {
        int number = SeriesFolder.number(before) + 1;
        prepare(number);
        if (!why.equals(told)) {
            anew.accept(why);
            told = why;
        }
        var begun = begun(lock, number);
        told = "";
        return begun;
    }

    private void prepare(int number) throws IOException {
        folder.prepare(number, beginning(MerkleFrontier.EMPTY));
    }

    private OpenFile begun(FolderLock lock, int number) throws IOException {
        var series = folder.named(number);
        var file = SeriesFolder.file(series, 0);
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new OpenFile(lock, series, file, AuditFile.read(in));
        }
    }

    private String beginning(MerkleFrontier before) {
        return feed.beginning(whose, before).text();
    }

    @Override
    public Reached hand(AuditFeed.Part part, Reached before, long whole) throws IOException {
        var to = Objects.requireNonNull(open);
        var lines = new ByteArrayOutputStream(1 << 16);
        var frontier = to.frontier();
        long newest = to.head();
        var heads = new ArrayDeque<>(part.heads());
        for (var leaf : part.leaves()) {
            if (!heads.isEmpty() && heads.peek().size() == leaf.number()) {
                newest = head(heads.remove(), frontier, lines, to);
            }
            line(lines, line(leaf));
            frontier = frontier.append(new LogLeaf(leaf.tag(), leaf.digest()).hash());
        }
        if (!heads.isEmpty()) {
            newest = head(heads.remove(), frontier, lines, to);
        }
        to.append(lines.toByteArray(), frontier, newest);
        return new Reached(frontier.size(), newest);
    }

    /** A full file ends where a head stands: so it proves itself to its end. */
    private long head(
            AuditFeed.Head head, MerkleFrontier frontier, ByteArrayOutputStream lines, OpenFile to)
            throws IOException {
        line(lines, AuditFile.head(head.note()));
        if (isFull(to, lines.size())) {
            line(lines, AuditFile.end(frontier.size()));
            to.append(lines.toByteArray(), frontier, head.size());
            lines.reset();
            next(to);
        }
        return head.size();
    }

    private static String line(AuditFeed.Leaf leaf) {
        return switch (leaf) {
            case AuditFeed.Leaf.Whole(_, var tag, var digest, var entry) ->
                    AuditFile.entry(
                            tag, digest, entry.map(AuditEntry::canonicalBytes).orElse(new byte[0]));
            case AuditFeed.Leaf.Hashed(_, var tag, var digest) ->
                    AuditFile.other(tag.bytes(), digest.bytes());
        };
    }

    private static void line(ByteArrayOutputStream lines, String line) {
        lines.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
        lines.write('\n');
    }

    private void next(OpenFile to) throws IOException {
        var before = to.frontier();
        var file = SeriesFolder.file(to.series(), before.size(), beginning(before));
        to.next(file, clock.instant());
    }

    @Override
    public void close() throws IOException {
        var was = open;
        open = null;
        if (was != null) {
            was.close();
        }
    }
}
