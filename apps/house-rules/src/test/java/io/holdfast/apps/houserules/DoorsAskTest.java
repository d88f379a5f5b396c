package io.holdfast.apps.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import io.holdfast.controller.access.Access;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whatever a page of the dashboard or an endpoint calls of the centre asks whether the caller may:
 * there is a way from it to {@link Access}. A use case that nobody asks in is named here, with its
 * reason, or fails (rulings C2).
 */
class DoorsAskTest {

    private static final String COMPONENT = "org.springframework.stereotype.Component";
    private static final String ENDPOINT = "org.springframework.web.bind.annotation.RestController";

    /** What doors may call without a question, and why. */
    private static final Map<String, String> FREE =
            Map.ofEntries(
                    Map.entry(
                            "SetupLink.valid",
                            "the first administrator, by a link that works once"),
                    Map.entry("SetupLink.setUp", "the same"),
                    Map.entry("Invitations.user", "an invited person, by a link that works once"),
                    Map.entry("Accounts.join", "the same"),
                    Map.entry("SetupLink.setUpFor", "the same, known to a provider outside"),
                    Map.entry("OutsideAccounts.join", "the same"),
                    Map.entry(
                            "AuditStreams.areLate", "one word of health, which everybody may ask"),
                    Map.entry(
                            "OpenLogins.endedThere",
                            "what a provider outside has signed that it ended"),
                    Map.entry("People.organizationsOf", "whose login it was"),
                    Map.entry("LoginDoor.into", "puts the login itself into a chain"),
                    Map.entry(
                            "AbstractAuthenticationTargetUrlRequestHandler.setRedirectStrategy",
                            "how the dashboard is told where a logout ends"),
                    Map.entry(
                            "People.organizationName", "the name of the caller's own organisation"),
                    Map.entry(
                            "Idempotency.once",
                            "an answer given before to the very caller; asks inside"));

    @Test
    void what_pages_and_endpoints_call_asks_whether_the_caller_may() {
        var called = calledByDoors(House.classes());
        assertThat(called).hasSizeGreaterThan(100);
        var silent =
                called.stream()
                        .filter(m -> !asks(m))
                        .map(m -> m.getOwner().getSimpleName() + "." + m.getName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(silent).isEqualTo(new TreeSet<>(FREE.keySet()));
    }

    private static Set<JavaCodeUnit> calledByDoors(JavaClasses classes) {
        return classes.stream()
                .filter(DoorsAskTest::isDoor)
                .flatMap(door -> door.getCodeUnitAccessesFromSelf().stream())
                .filter(call -> isOfTheCentre(call.getTargetOwner()))
                .flatMap(call -> call.getTarget().resolveMember().stream())
                .filter(unit -> !unit.isConstructor())
                .collect(Collectors.toSet());
    }

    private static boolean isDoor(JavaClass type) {
        return type.getPackageName().startsWith("io.holdfast.ui") || type.isAnnotatedWith(ENDPOINT);
    }

    private static boolean isOfTheCentre(JavaClass type) {
        return type.getPackageName().startsWith("io.holdfast.controller")
                && (type.isMetaAnnotatedWith(COMPONENT) || type.isAnnotatedWith(COMPONENT))
                && !type.isAnnotatedWith(ENDPOINT)
                && !type.isEquivalentTo(Access.class);
    }

    private static boolean asks(JavaCodeUnit useCase) {
        var seen = new HashSet<JavaCodeUnit>();
        var next = new ArrayDeque<>(List.of(useCase));
        while (!next.isEmpty()) {
            var unit = next.poll();
            if (!seen.add(unit)) {
                continue;
            }
            for (var call : unit.getAccessesFromSelf()) {
                if (call.getTargetOwner().isEquivalentTo(Access.class)) {
                    return true;
                }
                if (call instanceof JavaCodeUnitAccess<?> further
                        && further.getTargetOwner()
                                .getPackageName()
                                .startsWith("io.holdfast.controller")) {
                    further.getTarget().resolveMember().ifPresent(next::add);
                }
            }
        }
        return false;
    }
}
