/** On whose behalf something is done: the organisation, the caller and the caller's roles. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package io.holdfast.controller.scope;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
