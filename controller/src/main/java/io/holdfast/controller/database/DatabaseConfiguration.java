package io.holdfast.controller.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.controller.scope.Acting;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** The centre's one pool, as the app role, and the organisation of each transaction. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

    @Bean
    InstantSource instantSource() {
        return InstantSource.system();
    }

    @Bean
    DataSource dataSource(DatabaseSettings settings, KeyDirectory directory) {
        var password =
                Optional.ofNullable(settings.appPassword())
                        .filter(p -> !p.isBlank())
                        .orElseGet(() -> directory.secret("database-app-password"));
        DatabaseRoles.prepare(settings, Optional.of(password));
        var pool = new HikariConfig();
        pool.setPoolName("centre");
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.appRole());
        pool.setPassword(password);
        pool.setMaximumPoolSize(settings.connections());
        pool.setConnectionTimeout(10_000);
        pool.addDataSourceProperty("currentSchema", DatabaseSettings.SCHEMA);
        pool.addDataSourceProperty("ApplicationName", "holdfast-centre");
        pool.addDataSourceProperty("socketTimeout", "60");
        return new HikariDataSource(pool);
    }

    /** Without a caller the setting stays unset, and row-level security raises on the first row. */
    @Bean
    TransactionExecutionListener organizationOfTheTransaction(DataSource dataSource) {
        return new TransactionExecutionListener() {
            @Override
            public void afterBegin(
                    TransactionExecution transaction, @Nullable Throwable beginFailure) {
                if (beginFailure == null) {
                    Acting.current()
                            .ifPresent(c -> Setting.organization(dataSource, c.organization()));
                }
            }
        };
    }

    private static final class Setting {

        private Setting() {}

        static void organization(
                DataSource dataSource, io.holdfast.controller.scope.OrganizationId organization) {
            var connection = DataSourceUtils.getConnection(dataSource);
            try (var statement =
                    connection.prepareStatement("select set_config('app.organization', ?, true)")) {
                statement.setString(1, organization.toString());
                statement.execute();
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException("the organisation could not be set", e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }
    }
}
