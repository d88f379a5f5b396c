package io.holdfast.apps.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The plant's database as its owner sees it, past the centre and past its walls. */
record PlantDatabase(int port, Path passwordFile) {

    private static final String SCHEMA = "holdfast";

    Connection open() throws SQLException {
        try {
            var connection =
                    DriverManager.getConnection(
                            Database.url(port),
                            Database.SUPERUSER,
                            Files.readString(passwordFile).strip());
            connection.setSchema(SCHEMA);
            return connection;
        } catch (java.io.IOException e) {
            throw new SQLException("the password file cannot be read", e);
        }
    }

    /** The centre's copy of a site's journal: a line per row, sequence and hash. */
    List<String> journal(String site) throws SQLException {
        return lines(
                "select sequence || ' ' || hash from site_journal where site_code = ?"
                        + " order by incarnation, sequence",
                site);
    }

    /** The first column of every row. */
    List<String> lines(String query, String value) throws SQLException {
        try (var connection = open();
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            var lines = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }
    }

    int change(String sql, String value) throws SQLException {
        try (var connection = open();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            return statement.executeUpdate();
        }
    }
}
