package io.holdfast.apps.houserules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.ZoneName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.holdfast.core.(*)..",
                "io.holdfast.controller.(*)..",
                "io.holdfast.site.(*)..",
                "io.holdfast.ui.(*)..",
                "io.holdfast.netconf.(*)..",
                "io.holdfast.simulator.(*).."
            })
    void features_do_not_go_round_in_circles(String features) {
        noCycles(features).check(House.classes());
    }

    @Test
    void a_circle_is_named() {
        House.assertCatches(
                noCycles("io.holdfast.controller.bad.circle.(*).."),
                "io.holdfast.controller.bad.circle",
                "Cycle detected");
    }

    @Test
    void every_package_is_null_marked() {
        Shapes.PACKAGES_ARE_NULL_MARKED.check(House.classes());
    }

    @Test
    void a_package_without_the_mark_is_named() {
        House.assertCatches(
                Shapes.PACKAGES_ARE_NULL_MARKED,
                "io.holdfast.core.bad.unmarked",
                "io.holdfast.core.bad.unmarked");
    }

    @Test
    void transactional_classes_can_be_proxied() {
        Shapes.TRANSACTIONAL_CAN_BE_PROXIED.check(House.classes());
    }

    @Test
    void a_transaction_that_would_never_begin_is_named() {
        for (var culprit : List.of("FinalUseCase", "FinalMethod", "HiddenMethod")) {
            House.assertCatches(
                    Shapes.TRANSACTIONAL_CAN_BE_PROXIED, "io.holdfast.controller.bad", culprit);
        }
    }

    private static ArchRule noCycles(String features) {
        return slices().matching(features)
                .should()
                .beFreeOfCycles()
                // A site plan calls its zones and groups by name; what a zone is, it does not know.
                // Two
                // identifiers and nothing else may pass here.
                .ignoreDependency(
                        resideInAPackage("io.holdfast.core.site"),
                        equivalentTo(ZoneName.class).or(equivalentTo(GroupName.class)));
    }
}
