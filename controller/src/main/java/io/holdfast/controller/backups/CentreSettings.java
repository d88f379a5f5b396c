package io.holdfast.controller.backups;

import io.holdfast.controller.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Where the centre's database and keys are, read as the centre itself reads it.
 *
 * @param directory of the keys
 */
record CentreSettings(Path directory, DatabaseSettings database) {

    /**
     * Settings of the environment and of a file.
     *
     * @param file as the centre is given in spring.config.additional-location
     */
    static CentreSettings read(Optional<Path> file) {
        var environment = new StandardEnvironment();
        file.ifPresent(f ->
                environment
                        .getPropertySources()
                        .addFirst(
                                new MapPropertySource(
                                        "command",
                                        Map.of(
                                                "spring.config.additional-location",
                                                "file:" + f.toAbsolutePath()))));
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
            var database =
                    Binder.get(environment)
                            .bind("holdfast.database", DatabaseSettings.class)
                            .orElseThrow(() ->
                                    new Unusable(
                                            "no setting says where the centre's database is; name"
                                                    + " the centre's settings with --config FILE"));
            var directory = Path.of(environment.getProperty("holdfast.directory", "holdfast-data"));
            return new CentreSettings(directory.toAbsolutePath(), database);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new Unusable("the settings cannot be read: " + e.getMessage(), e);
        }
    }
}
