package io.holdfast.controller.backups;

import io.holdfast.controller.database.DatabaseRoles;
import io.holdfast.controller.database.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a centre back from a backup, into an empty place only. All rows and the next epoch are one
 * transaction, so there is no moment at which an old database could speak with its old numbers.
 */
final class Return {

    private static final String SCHEMA = DatabaseSettings.SCHEMA;
    private static final int LARGEST_KEY = 1 << 20;

    /** So many states, or lists of devices, nobody gives one site within the age of a backup. */
    private static final long NUMBERS_LOST_AT_MOST = 1_000;

    private final CentreSettings settings;
    private final Progress progress;

    Return(CentreSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** What came back. */
    record Came(Manifest manifest, long epoch, int tokensEnded, int loginsEnded) {}

    /**
     * Brings it back.
     *
     * @param leastEpoch no less than this, where a later centre spoke already; 0 for the next
     */
    Came from(Path file, char[] passphrase, long leastEpoch) {
        progress.say("Checking the backup ...");
        var manifest = BackupFile.read(file, passphrase, (_, _) -> {});
        try (var database = CentreDatabase.open(settings.database())) {
            database.requireMayLoad();
        }
        requireThisSchema(manifest);
        try {
            clearUnfinished();
            requireEmpty();
            KeyFiles.begin(settings.directory());
            return into(file, passphrase, manifest, leastEpoch);
        } catch (IOException e) {
            throw new Unusable(
                    "the keys cannot be written to " + settings.directory() + ": " + e.getMessage(),
                    e);
        }
    }

    private void requireThisSchema(Manifest manifest) {
        var ours = DatabaseRoles.migrations(settings.database());
        if (ours.equals(manifest.migrations())) {
            return;
        }
        var newest = DatabaseRoles.newest(ours);
        int order = Integer.compare(Integer.parseInt(manifest.schema()), Integer.parseInt(newest));
        var whose =
                order > 0
                        ? "a newer one: bring it back with the Holdfast that made it, or a later"
                                + " one"
                        : order < 0
                                ? "an older one: bring it back with the Holdfast that made it, and"
                                        + " update it then"
                                : "another one of the same number";
        throw new Unusable(
                "the backup's database has schema "
                        + manifest.schema()
                        + " (Holdfast "
                        + manifest.product()
                        + "), this Holdfast has "
                        + newest
                        + "; it is "
                        + whose);
    }

    private void requireEmpty() throws IOException {
        if (!KeyFiles.isEmpty(settings.directory())) {
            throw new Unusable(
                    "there is something in "
                            + settings.directory()
                            + "; a backup comes back into an empty place only");
        }
        try (var database = CentreDatabase.open(settings.database())) {
            if (!database.isEmpty()) {
                throw new Unusable(
                        "there is a centre in the database at "
                                + settings.database().url()
                                + "; a backup comes back into an empty place only");
            }
        }
    }

    /** What was broken off is taken away, unless all of it is there. */
    private void clearUnfinished() throws IOException {
        if (!KeyFiles.isUnfinished(settings.directory())) {
            return;
        }
        try (var database = CentreDatabase.open(settings.database())) {
            if (database.cameBack()) {
                KeyFiles.end(settings.directory());
                throw new Unusable(
                        "the backup was brought back already, and only its last step was missing;"
                                + " start the centre");
            }
            progress.say("Taking away what an unfinished return left ...");
            database.dropSchema();
        }
        KeyFiles.clear(settings.directory());
    }

    private Came into(Path file, char[] passphrase, Manifest manifest, long leastEpoch)
            throws IOException {
        boolean done = false;
        try {
            progress.say("Making the tables ...");
            DatabaseRoles.prepare(settings.database(), password());
            try (var database = CentreDatabase.open(settings.database())) {
                database.load();
                manifest.partitions().forEach(p -> database.partition(p, settings.database()));
                var keys = new TreeMap<String, byte[]>();
                var read =
                        BackupFile.read(
                                file,
                                passphrase,
                                (name, content) -> take(database, manifest, keys, name, content));
                if (!read.equals(manifest)) {
                    throw new Unusable("the backup was changed while it was read");
                }
                manifest.sequences().forEach(database::sequence);
                var came = nextEpoch(database, manifest, leastEpoch);
                KeyFiles.write(settings.directory(), keys);
                database.commit();
                done = true;
                KeyFiles.end(settings.directory());
                return came;
            }
        } catch (IllegalStateException | FlywayException e) {
            throw new Unusable("the tables cannot be made: " + e.getMessage(), e);
        } finally {
            if (!done) {
                undo();
            }
        }
    }

    /** The centre sets its own when it starts. */
    private Optional<String> password() {
        return Optional.ofNullable(settings.database().appPassword()).filter(p -> !p.isBlank());
    }

    private void take(
            CentreDatabase database,
            Manifest manifest,
            Map<String, byte[]> keys,
            String name,
            InputStream content)
            throws IOException {
        var part =
                manifest.part(name)
                        .orElseThrow(
                                () -> new Unusable("the backup was changed while it was read"));
        if (part.ofTable()) {
            if (database.copyIn(part, content) != part.rows()) {
                throw new Unusable(
                        "the table " + part.plainName() + " has other rows than its backup");
            }
            progress.done(part);
            return;
        }
        if (!part.plainName().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,200}")) {
            throw new Unusable("the backup names a key file that is none of ours: " + name);
        }
        keys.put(part.plainName(), content.readNBytes(LARGEST_KEY));
    }

    /**
     * A greater epoch beats every number from the time that was lost. What was good for one use, or
     * until it was taken back, may have been used or taken back in that time: it has ended.
     */
    private Came nextEpoch(CentreDatabase database, Manifest manifest, long leastEpoch) {
        long epoch = Math.max(manifest.epoch() + 1, leastEpoch);
        var now = database.now().atOffset(ZoneOffset.UTC);
        database.change("update " + SCHEMA + ".link_keys set epoch = ?", epoch);
        database.change(
                "update "
                        + SCHEMA
                        + ".link_site set numbers_after = greatest(numbers_after, desired_revision,"
                        + " access_version) + ?",
                NUMBERS_LOST_AT_MOST);
        int tokens =
                database.change(
                        "update "
                                + SCHEMA
                                + ".enrolment_token set valid_until = ?"
                                + " where used_at is null and valid_until > ?",
                        now,
                        now);
        tokens +=
                database.change(
                        "update "
                                + SCHEMA
                                + ".invitation set valid_until = ?"
                                + " where used_at is null and valid_until > ?",
                        now,
                        now);
        tokens +=
                database.change(
                        "update " + SCHEMA + ".setup_link set used_at = ? where used_at is null",
                        now);
        int logins = database.change("delete from " + SCHEMA + ".oauth2_authorization");
        database.change(
                "insert into "
                        + SCHEMA
                        + ".centre_restore (epoch, backup_id, taken_at, restored_at, audit_size,"
                        + " audit_root, tokens_ended, logins_ended) values (?, ?, ?, ?, ?, ?, ?,"
                        + " ?)",
                epoch,
                manifest.backup(),
                manifest.takenAt().atOffset(ZoneOffset.UTC),
                now,
                manifest.auditSize(),
                manifest.auditRoot(),
                tokens,
                logins);
        return new Came(manifest, epoch, tokens, logins);
    }

    /**
     * If that fails, too, the sign of the unfinished return stays, and the next one begins here.
     */
    private void undo() {
        try {
            try (var database = CentreDatabase.open(settings.database())) {
                database.dropSchema();
            }
            KeyFiles.clear(settings.directory());
        } catch (IOException | Unusable e) {
            progress.say("What was begun could not be taken away: " + e.getMessage());
        }
    }
}
