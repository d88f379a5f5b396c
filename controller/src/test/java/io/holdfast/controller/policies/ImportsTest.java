package io.holdfast.controller.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Refused;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.verify.PacketSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportsTest {

    @Test
    void rules_that_are_too_many_to_be_judged_are_a_problem_that_says_what_to_do() {
        var rule =
                new FilterRule(
                        "a",
                        new PacketMatch(
                                Prefix.of("192.0.2.0/24"),
                                Prefix.of("198.51.100.0/24"),
                                Service.tcp(443)),
                        Verdict.PERMIT,
                        false);
        assertThatThrownBy(() ->
                        Imports.judged(() -> {
                            var _ = PacketSpace.withBudget(3).permitted(List.of(rule));
                            throw new AssertionError("the space was large enough");
                        }))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.kind()).isEqualTo(Refused.Kind.INVALID);
                            assertThat(refused.code()).isEqualTo("TOO_MANY_RULES");
                            assertThat(refused.faults().getFirst().pointer()).isEqualTo("/text");
                            assertThat(refused.detail()).contains("one access list");
                        });
    }
}
