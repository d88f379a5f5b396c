package io.holdfast.controller.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database.
 *
 * @param url JDBC URL of an own, external PostgreSQL 15 or newer
 * @param adminUser who migrates: a member of the owner role; may create the roles where it is
 *     allowed to
 * @param appPassword password of the role the centre works with; made and kept in the directory if
 *     absent
 */
@ConfigurationProperties("holdfast.database")
public record DatabaseSettings(
        String url,
        @DefaultValue("postgres") String adminUser,
        @DefaultValue("") String adminPassword,
        @DefaultValue("holdfast_owner") String ownerRole,
        @DefaultValue("holdfast_app") String appRole,
        @Nullable String appPassword,
        @DefaultValue("10") int connections) {

    /** The schema everything lives in. */
    public static final String SCHEMA = "holdfast";

    public DatabaseSettings {
        role(ownerRole);
        role(appRole);
    }

    private static void role(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a role name: " + name);
        }
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + url + ", " + adminUser + ", " + appRole + "]";
    }
}
