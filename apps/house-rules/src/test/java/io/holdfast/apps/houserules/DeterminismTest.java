package io.holdfast.apps.houserules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaMethod;
import io.holdfast.core.bad.Nondeterministic;
import io.holdfast.core.bad.OnlyAsks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeterminismTest {

    @Test
    void core_gives_the_same_answer_to_the_same_arguments() {
        Determinism.CORE_IS_DETERMINISTIC.check(House.classes());
    }

    @ParameterizedTest
    @MethodSource("waysToDiffer")
    void each_way_to_differ_is_named(String method) {
        assertThat(violations()).anyMatch(line -> line.contains("." + method + "("));
    }

    @Test
    void saying_the_locale_the_charset_and_the_seed_is_fine() {
        assertThat(violations()).noneMatch(line -> line.contains(".saysWhich("));
    }

    @Test
    void a_set_that_is_only_asked_may_be_admitted_by_name() {
        var only = House.bad("io.holdfast.core.bad").that(equivalentTo(OnlyAsks.class));
        var admitting =
                Determinism.inPackages(
                        Map.of(OnlyAsks.class.getName(), "only contains() is asked"));

        assertThat(Determinism.CORE_IS_DETERMINISTIC.evaluate(only).hasViolation()).isTrue();
        assertThatCode(() -> admitting.check(only)).doesNotThrowAnyException();
    }

    static List<String> waysToDiffer() {
        return House.bad("io.holdfast.core.bad").get(Nondeterministic.class).getMethods().stream()
                .map(JavaMethod::getName)
                .filter(name -> name.startsWith("by"))
                .sorted()
                .toList();
    }

    private static List<String> violations() {
        return Determinism.CORE_IS_DETERMINISTIC
                .evaluate(House.bad("io.holdfast.core.bad"))
                .getFailureReport()
                .getDetails();
    }
}
