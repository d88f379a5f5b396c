package io.holdfast.apps.site;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the site. Wiring only; it decides nothing. */
@SpringBootApplication(scanBasePackages = "io.holdfast.site")
public class Site {

    /** Runs until it is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(Site.class, args);
    }
}
