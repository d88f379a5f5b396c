package io.holdfast.controller.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses to start with an account that row-level security does not bind. An address like {@code
 * ...?user=postgres} would win over the app role and silently open the wall between organisations.
 */
@Component
class AppRole {

    AppRole(JdbcClient jdbc) {
        boolean bound =
                jdbc.sql(
                                """
                                select not rolsuper and not rolbypassrls and not exists (
                                    select 1 from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p'))
                                from pg_roles r where rolname = current_user\
                                """)
                        .query((row, _) -> row.getBoolean(1))
                        .single();
        if (!bound) {
            throw new IllegalStateException(
                    "the centre would work with an account that is superuser, bypasses row-level"
                            + " security or owns tables; leave user and password out of"
                            + " holdfast.database.url");
        }
    }
}
