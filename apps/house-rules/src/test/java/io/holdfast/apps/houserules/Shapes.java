package io.holdfast.apps.houserules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** What every class has to look like, wherever it stands. */
final class Shapes {

    private static final String TRANSACTIONAL =
            "org.springframework.transaction.annotation.Transactional";

    /** Generated interfaces are left out: their author is a template. */
    static final ArchRule PACKAGES_ARE_NULL_MARKED =
            classes()
                    .that()
                    .resideInAPackage("io.holdfast..")
                    .and()
                    .resideOutsideOfPackage("io.holdfast.api..")
                    .should(standInANullMarkedPackage());

    /**
     * Spring begins a transaction in a subclass it makes. A final class stops it at start-up; a
     * final or private method is worse, for it runs on silently without a transaction.
     */
    static final ArchRule TRANSACTIONAL_CAN_BE_PROXIED =
            classes().that().resideInAPackage("io.holdfast..").should(beOpenIfTransactional());

    private Shapes() {}

    private static ArchCondition<JavaClass> standInANullMarkedPackage() {
        return new ArchCondition<>("stand in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var marked =
                        type.getPackage()
                                .tryGetPackageInfo()
                                .filter(info -> info.isAnnotatedWith(NullMarked.class.getName()))
                                .isPresent();
                if (!marked) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type,
                                    type.getPackageName()
                                            + " has no package-info with @NullMarked: "
                                            + type.getName()));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> beOpenIfTransactional() {
        return new ArchCondition<>("be open where it is @Transactional") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean whole = type.isAnnotatedWith(TRANSACTIONAL);
                boolean some =
                        type.getMethods().stream().anyMatch(m -> m.isAnnotatedWith(TRANSACTIONAL));
                if (!whole && !some) {
                    return;
                }
                if (type.getModifiers().contains(JavaModifier.FINAL)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type, type.getName() + " is @Transactional and final"));
                }
                for (var method : type.getMethods()) {
                    if (cannotBeOverridden(method, whole)) {
                        events.add(
                                SimpleConditionEvent.violated(
                                        method,
                                        method.getFullName()
                                                + " is in a @Transactional class and cannot be"
                                                + " overridden"));
                    }
                }
            }
        };
    }

    private static boolean cannotBeOverridden(JavaMethod method, boolean whole) {
        var modifiers = method.getModifiers();
        if (modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) {
            return false;
        }
        boolean meant = method.isAnnotatedWith(TRANSACTIONAL);
        return (modifiers.contains(JavaModifier.FINAL)
                        && (whole || meant || !modifiers.contains(JavaModifier.PRIVATE)))
                || (modifiers.contains(JavaModifier.PRIVATE) && meant);
    }
}
