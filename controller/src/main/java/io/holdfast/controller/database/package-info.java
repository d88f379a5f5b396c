/**
 * PostgreSQL: roles, migrations and the organisation of each transaction (rulings C1); and what is
 * to stay on a disk.
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"scope"})
package io.holdfast.controller.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
