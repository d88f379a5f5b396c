package io.holdfast.apps.bench;

import io.holdfast.core.Bytes;
import io.holdfast.core.series.BlockCodec;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Block rows as the centre keeps them, and a row per sample, in one server. */
final class StoreTables implements AutoCloseable {

    private static final UUID ORGANIZATION =
            UUID.fromString("0192f0c1-2345-7abc-8def-0123456789ab");

    private final Connection owner;
    private final Connection app;
    private final long backend;

    StoreTables(EmbeddedPostgres postgres) throws SQLException {
        owner = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
        try (var statement = owner.createStatement()) {
            statement.execute("create role app login password 'app'");
            statement.execute(
                    """
                    create table block (from_at timestamptz not null, organization_id uuid not null,
                      series_id int not null, block bytea not null, primary key (series_id, from_at))
                    partition by range (from_at)\
                    """);
            statement.execute(
                    """
                    create table row_per_sample (series_id int not null, at timestamptz not null,
                      value bigint not null, primary key (series_id, at)) partition by range (at)\
                    """);
            for (int day = 0; day < 80; day++) {
                for (var table : List.of("block", "row_per_sample")) {
                    statement.execute(
                            ("create table %1$s_%2$d partition of %1$s for values from"
                                            + " (timestamptz '2026-03-01Z' + interval '%2$d days')"
                                            + " to (timestamptz '2026-03-01Z' + interval '%3$d days')")
                                    .formatted(table, day, day + 1));
                }
            }
            statement.execute("alter table block enable row level security");
            statement.execute("alter table block force row level security");
            statement.execute(
                    """
                    create policy own on block to app
                      using (organization_id = current_setting('app.organization')::uuid)
                      with check (organization_id = current_setting('app.organization')::uuid)\
                    """);
            statement.execute("grant select, insert, update on block, row_per_sample to app");
        }
        app =
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                        "app",
                        "app");
        app.setAutoCommit(false);
        try (var statement = app.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            backend = row.getLong(1);
        }
    }

    String version() throws SQLException {
        try (var statement = owner.createStatement();
                var row = statement.executeQuery("show server_version")) {
            return row.next() ? "PostgreSQL " + row.getString(1) : "PostgreSQL";
        }
    }

    /**
     * CPU seconds so far of this thread and of the database process that works for it: a machine
     * that is busy with something else does not change them.
     */
    double cpu() throws SQLException {
        return Cpu.ofThisThread() + Cpu.of(backend);
    }

    private void organization() throws SQLException {
        try (var statement =
                app.prepareStatement("select set_config('app.organization', ?, true)")) {
            statement.setString(1, ORGANIZATION.toString());
            statement.execute();
        }
    }

    /** Encodes and puts in, in one transaction; CPU seconds it took. */
    double putBlocks(PolledHour hour) throws SQLException {
        double before = cpu();
        organization();
        try (var insert =
                app.prepareStatement(
                        """
                        insert into block (from_at, organization_id, series_id, block) values (?, ?, ?, ?)
                        on conflict (series_id, from_at) do update set block = excluded.block
                          where get_byte(block.block, 1) < get_byte(excluded.block, 1)\
                        """)) {
            for (int n = 0; n < hour.series(); n++) {
                insert.setObject(1, at(Instant.ofEpochMilli(hour.time(n, 0))));
                insert.setObject(2, ORGANIZATION);
                insert.setInt(3, n + 1);
                insert.setBytes(4, BlockCodec.encode(hour.samples(n)).toArray());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        app.commit();
        return cpu() - before;
    }

    /** COPY of a row per sample; CPU seconds it took. */
    double copyRows(PolledHour hour) throws SQLException, IOException {
        double before = cpu();
        var text = new StringBuilder();
        for (int n = 0; n < hour.series(); n++) {
            for (int i = 0; i < BlockCodec.MOST; i++) {
                text.append(n + 1).append('\t');
                text.append(Instant.ofEpochMilli(hour.time(n, i))).append('\t');
                text.append(hour.value(n, i)).append('\n');
            }
        }
        app.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy row_per_sample (series_id, at, value) from stdin",
                        new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
        app.commit();
        return cpu() - before;
    }

    /** The centre's query. */
    List<Bytes> blocks(int series, Instant from, Instant to) throws SQLException {
        organization();
        var found = new ArrayList<Bytes>();
        try (var query =
                app.prepareStatement(
                        """
                        select block from block where series_id = ? and from_at > ? and from_at < ?
                        order by from_at limit 6000\
                        """)) {
            query.setInt(1, series);
            query.setObject(2, at(from.minusSeconds(3600)));
            query.setObject(3, at(to));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(Bytes.of(rows.getBytes(1)));
                }
            }
        }
        app.commit();
        return found;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    void analyze() throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute("analyze");
        }
    }

    double blockBytes() throws SQLException {
        return bytes("block");
    }

    double rowBytes() throws SQLException {
        return bytes("row_per_sample");
    }

    private double bytes(String table) throws SQLException {
        try (var statement = owner.createStatement();
                var row =
                        statement.executeQuery(
                                "select sum(case when pg_relation_size(inhrelid) = 0 then 0"
                                        + " else pg_total_relation_size(inhrelid) end)"
                                        + " from pg_inherits where inhparent = '"
                                        + table
                                        + "'::regclass")) {
            return row.next() ? row.getDouble(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        app.close();
        owner.close();
    }
}
