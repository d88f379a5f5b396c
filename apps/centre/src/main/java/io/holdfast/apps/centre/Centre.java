package io.holdfast.apps.centre;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the centre. Wiring only; it decides nothing. */
@SpringBootApplication(scanBasePackages = "io.holdfast")
public class Centre {

    /** Runs until it is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(Centre.class, args);
    }
}
