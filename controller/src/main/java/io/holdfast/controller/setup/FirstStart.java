package io.holdfast.controller.setup;

import io.holdfast.controller.access.People;
import io.holdfast.controller.database.KeyDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * On an empty database: reads the start-up file if one is named, else prints the set-up link once.
 */
@Component
class FirstStart {

    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

    private final People people;
    private final SetupLink link;
    private final KeyDirectory directory;
    private final Bootstrap bootstrap;
    private final String url;
    private final Optional<Path> file;

    FirstStart(
            People people,
            SetupLink link,
            KeyDirectory directory,
            Bootstrap bootstrap,
            @Value("${holdfast.url}") String url,
            @Value("${holdfast.bootstrap:}") String file) {
        this.people = people;
        this.link = link;
        this.directory = directory;
        this.bootstrap = bootstrap;
        this.url = url;
        this.file = file.isBlank() ? Optional.empty() : Optional.of(Path.of(file));
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (!people.empty()) {
            return;
        }
        if (file.isPresent()) {
            bootstrap.read(file.get());
            LOG.info("set up from the start-up file {}", file.get());
            return;
        }
        var address = url + "/idp/setup?token=" + link.issue();
        directory.write("setup-link.txt", (address + "\n").getBytes(StandardCharsets.UTF_8));
        printOnce(address);
    }

    /** To the console and not to the log: whoever may read logs must not become administrator. */
    @SuppressWarnings("SystemOut")
    private void printOnce(String address) {
        System.out.println(
                """

                ======================================================================
                Nobody has set up this Holdfast yet. Open this link; it works once:
                %s
                (also in %s)
                ======================================================================
                """
                        .formatted(address, directory.path().resolve("setup-link.txt")));
    }
}
