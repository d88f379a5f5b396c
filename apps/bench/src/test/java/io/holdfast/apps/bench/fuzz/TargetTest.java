package io.holdfast.apps.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetTest {

    @ParameterizedTest
    @EnumSource(Target.class)
    void every_seed_is_answered_or_refused(Target target) throws IOException {
        assertThat(Seeds.of(target)).isNotEmpty();
        for (var seed : Seeds.of(target)) {
            assertThatCode(() -> target.take(seed)).doesNotThrowAnyException();
        }
    }
}
