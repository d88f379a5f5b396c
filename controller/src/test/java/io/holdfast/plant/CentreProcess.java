package io.holdfast.plant;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** A centre in a process of its own, so that it can be killed; its features, no dashboard. */
public final class CentreProcess {

    private CentreProcess() {}

    /** Starts it with the settings that {@link TestPlant#replica} names, and stays. */
    public static void main(String[] settings) {
        new SpringApplicationBuilder(TestPlant.Features.class).run(settings);
    }
}
