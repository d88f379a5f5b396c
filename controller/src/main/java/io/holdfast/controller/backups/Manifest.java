package io.holdfast.controller.backups;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a backup says of itself. It is the last part of a backup, and was verified with it.
 *
 * @param backup its id
 * @param takenAt by the database's clock, when the snapshot was taken
 * @param schema number of the newest migration
 * @param migrations each migration with its checksum, as {@code 50 -1234}
 * @param auditSize how many leaves the audit log had
 * @param auditRoot its root, hex
 * @param auditHead the newest signed head, empty before the first
 * @param partitions of tables whose partitions are made as they are needed
 */
record Manifest(
        int format,
        String backup,
        Instant takenAt,
        String product,
        String database,
        String schema,
        List<String> migrations,
        long epoch,
        long auditSize,
        String auditRoot,
        String auditHead,
        List<Part> parts,
        List<Partition> partitions,
        List<Sequence> sequences) {

    static final int FORMAT = 1;
    static final String NAME = "manifest.json";
    static final String TABLES = "tables/";
    static final String KEYS = "keys/";

    Manifest {
        migrations = List.copyOf(migrations);
        parts = List.copyOf(parts);
        partitions = List.copyOf(partitions);
        sequences = List.copyOf(sequences);
    }

    /**
     * One table or one key file.
     *
     * @param columns of a table, in the order of its rows
     * @param rows 0 for a key file
     * @param sha256 hex, of its bytes
     */
    record Part(String name, List<String> columns, long rows, long bytes, String sha256) {
        Part {
            columns = List.copyOf(columns);
        }

        boolean ofTable() {
            return name.startsWith(TABLES);
        }

        /** Of a table or a file. */
        String plainName() {
            return name.substring(name.indexOf('/') + 1);
        }
    }

    /** A partition and for which values it is, as PostgreSQL writes it. */
    record Partition(String table, String name, String bound) {}

    /** How far a sequence is. */
    record Sequence(String name, long last, boolean called) {}

    Optional<Part> part(String name) {
        return parts.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    long rows() {
        return parts.stream().mapToLong(Part::rows).sum();
    }

    long tables() {
        return parts.stream().filter(Part::ofTable).count();
    }
}
