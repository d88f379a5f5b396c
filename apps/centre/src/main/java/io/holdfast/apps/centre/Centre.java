package io.holdfast.apps.centre;

import io.holdfast.controller.backups.BackupCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;

/** Starts the centre, or backs it up and brings it back. Wiring only; it decides nothing. */
@SpringBootApplication(scanBasePackages = "io.holdfast")
public class Centre {

    private static final String BACKUP = "backup";

    /** Runs until it is told to stop; with {@code backup} until that is done. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(BACKUP)) {
            backup(List.of(args).subList(1, args.length));
            return;
        }
        SpringApplication.run(Centre.class, args);
    }

    private static void backup(List<String> words) {
        // A command says what it does itself; what libraries log is for the centre's own log.
        LoggingSystem.get(Centre.class.getClassLoader()).beforeInitialize();
        int code =
                BackupCommand.run(
                        words,
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        if (code != 0) {
            Runtime.getRuntime().exit(code);
        }
    }
}
