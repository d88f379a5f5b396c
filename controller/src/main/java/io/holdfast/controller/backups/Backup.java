package io.holdfast.controller.backups;

import io.holdfast.controller.database.Durable;
import io.holdfast.controller.database.KeyDirectory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Makes one backup of a centre, which may go on working meanwhile. */
final class Backup {

    private final CentreSettings settings;
    private final Progress progress;
    private final int iterations;

    Backup(CentreSettings settings, Progress progress, int iterations) {
        this.settings = settings;
        this.progress = progress;
        this.iterations = iterations;
    }

    /**
     * Writes it beside its place and moves it there when it is whole and on disk.
     *
     * @param to must not exist
     */
    Manifest write(Path to, char[] passphrase) {
        var target = to.toAbsolutePath();
        if (Files.exists(target)) {
            throw new Unusable("there is already a file " + target);
        }
        Path part = target;
        try {
            part = part(target);
            Manifest manifest;
            try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
                manifest = write(out, passphrase);
            }
            Durable.file(part);
            Files.move(part, target);
            Durable.folder(Objects.requireNonNull(target.getParent()));
            return manifest;
        } catch (IOException e) {
            throw new Unusable("the backup cannot be written: " + e.getMessage(), e);
        } finally {
            forget(part, target);
        }
    }

    private static Path part(Path target) throws IOException {
        var name = "." + target.getFileName() + ".part";
        var folder = Objects.requireNonNull(target.getParent());
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? Files.createTempFile(
                        folder,
                        name,
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, name, "");
    }

    private static void forget(Path part, Path target) {
        if (!part.equals(target)) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                throw new Unusable("the half of a backup stays in " + part, e);
            }
        }
    }

    private Manifest write(OutputStream out, char[] passphrase) throws IOException {
        try (var database = CentreDatabase.open(settings.database());
                var backup = new BackupFile.Writing(out, passphrase, iterations)) {
            database.snapshot();
            var takenAt = database.now();
            var tree = database.auditTree();
            // After the snapshot: whatever key it knows of is on disk by then.
            var parts = new ArrayList<>(keys(backup));
            for (var table : database.tables()) {
                parts.add(table(database, backup, table));
            }
            var manifest =
                    new Manifest(
                            Manifest.FORMAT,
                            id(takenAt),
                            takenAt,
                            product(),
                            database.version(),
                            database.schema(),
                            database.migrations(),
                            database.epoch(),
                            tree.size(),
                            tree.root(),
                            database.auditHead(),
                            parts,
                            database.partitions(),
                            database.sequences());
            backup.finish(manifest);
            return manifest;
        }
    }

    private static String id(Instant takenAt) {
        return UUID.randomUUID() + "@" + takenAt.getEpochSecond();
    }

    static String product() {
        var version = Backup.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private List<Manifest.Part> keys(BackupFile.Writing backup) throws IOException {
        var parts = new ArrayList<Manifest.Part>();
        for (var file : KeyFiles.in(settings.directory())) {
            parts.add(
                    backup.part(
                            Manifest.KEYS + file.getFileName(),
                            List.of(),
                            out -> {
                                Files.copy(file, out);
                                return 0;
                            }));
        }
        if (parts.isEmpty()) {
            throw new Unusable("there are no keys in " + settings.directory());
        }
        if (Files.exists(settings.directory().resolve(KeyDirectory.UNFINISHED))) {
            throw new Unusable("a backup is being brought back into this centre");
        }
        return parts;
    }

    private Manifest.Part table(CentreDatabase database, BackupFile.Writing backup, String table)
            throws IOException {
        var columns = database.columns(table);
        var part =
                backup.part(
                        Manifest.TABLES + table,
                        columns,
                        out -> database.copyOut(table, columns, progress.counting(table, out)));
        progress.done(part);
        return part;
    }
}
