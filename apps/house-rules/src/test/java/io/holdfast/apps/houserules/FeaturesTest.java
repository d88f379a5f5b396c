package io.holdfast.apps.houserules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

/** The centre's features are modules: what is below a feature's root package is its own affair. */
class FeaturesTest {

    private static final ImportOption ONLY_EXAMPLES =
            location -> location.contains("/test-classes/");

    @Test
    void features_of_the_centre_use_each_other_by_their_roots() {
        ApplicationModules.of("io.holdfast.controller").verify();
    }

    @Test
    void a_feature_that_reaches_into_another_is_named() {
        var features = ApplicationModules.of("io.holdfast.apps.houserules.bad", ONLY_EXAMPLES);

        assertThat(features.stream()).hasSize(2);
        assertThatThrownBy(features::verify)
                .isInstanceOf(Violations.class)
                .hasMessageContaining("ReachesIn");
    }
}
