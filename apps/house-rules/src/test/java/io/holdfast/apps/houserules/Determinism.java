package io.holdfast.apps.houserules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Core gives the same answer to the same arguments: on every machine, in every run, in every
 * country. So it has no clock, randomness, threads, identity hashes, salted iteration order, and no
 * default locale, time zone or charset.
 */
final class Determinism {

    /**
     * Classes of core that may hold a salted set or map because they only ask whether something is
     * in it. The value says why it is safe; iterating it is not.
     */
    private static final Map<String, String> ORDER_NOT_OBSERVED = Map.of();

    private static final Set<String> ZONE_AND_LOCALE_DEFAULTS =
            Set.of(
                    "java.util.Locale.getDefault",
                    "java.util.TimeZone.getDefault",
                    "java.time.ZoneId.systemDefault",
                    "java.nio.charset.Charset.defaultCharset");

    private static final Set<String> CLOCKS =
            Set.of(
                    "java.lang.System.nanoTime",
                    "java.lang.System.currentTimeMillis",
                    "java.time.InstantSource.system",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.system",
                    "java.time.Clock.tickMillis",
                    "java.time.Clock.tickSeconds",
                    "java.time.Clock.tickMinutes");

    /** To be handed a source of chance is fine; to make one is not. */
    private static final Set<String> CHANCE =
            Set.of(
                    "java.util.UUID.randomUUID",
                    "java.lang.Math.random",
                    "java.security.SecureRandom.<init>",
                    "java.util.random.RandomGenerator.of",
                    "java.util.random.RandomGenerator.getDefault",
                    "java.util.random.RandomGeneratorFactory.create");

    private static final Set<String> UNSEEDED =
            Set.of("java.util.Random.<init>", "java.util.SplittableRandom.<init>");

    private static final Set<String> SURROUNDINGS =
            Set.of(
                    "java.lang.System.getenv",
                    "java.lang.System.getProperty",
                    "java.lang.System.lineSeparator");

    private static final Set<String> SALTED =
            Set.of(
                    "java.util.Set.copyOf",
                    "java.util.Map.copyOf",
                    "java.util.Map.ofEntries",
                    "java.util.stream.Collectors.toUnmodifiableSet",
                    "java.util.stream.Collectors.toUnmodifiableMap");

    static final ArchRule CORE_IS_DETERMINISTIC = inPackages(ORDER_NOT_OBSERVED);

    private Determinism() {}

    static ArchRule inPackages(Map<String, String> orderNotObserved) {
        return classes()
                .that()
                .resideInAnyPackage(
                        "io.holdfast.core..", "io.holdfast.auditlog..", "io.holdfast.sitelink..")
                .should(beDeterministic(orderNotObserved));
    }

    private static ArchCondition<JavaClass> beDeterministic(Map<String, String> orderNotObserved) {
        return new ArchCondition<>("be deterministic") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var access : type.getCodeUnitAccessesFromSelf()) {
                    whyNot(access, orderNotObserved.containsKey(type.getName()))
                            .ifPresent(why ->
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    access, why + ": " + access.getDescription())));
                }
                for (var dependency : type.getDirectDependenciesFromSelf()) {
                    whyNot(dependency)
                            .ifPresent(why ->
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    dependency,
                                                    why + ": " + dependency.getDescription())));
                }
            }
        };
    }

    private static Optional<String> whyNot(Dependency dependency) {
        var target = dependency.getTargetClass();
        var name = target.getName();
        if (target.getPackageName().startsWith("java.util.concurrent")
                || name.equals("java.lang.Thread")
                || name.startsWith("java.lang.ThreadLocal")
                || name.startsWith("java.lang.ScopedValue")) {
            return Optional.of("threads belong to the doors of core");
        }
        if (name.equals("java.util.IdentityHashMap") || name.equals("java.util.WeakHashMap")) {
            return Optional.of("identity differs from run to run");
        }
        return Optional.empty();
    }

    private static Optional<String> whyNot(
            JavaCodeUnitAccess<?> access, boolean orderIsNotObserved) {
        CodeUnitAccessTarget target = access.getTarget();
        var owner = target.getOwner();
        var method = owner.getName() + "." + target.getName();
        int arguments = target.getRawParameterTypes().size();
        if (CLOCKS.contains(method)
                || (owner.getPackageName().startsWith("java.time")
                        && target.getName().equals("now"))) {
            return Optional.of("time is an argument");
        }
        if (CHANCE.contains(method)
                || (arguments == 0 && UNSEEDED.contains(method))
                || method.startsWith("java.security.SecureRandom.getInstance")) {
            return Optional.of("chance is an argument");
        }
        if (method.equals("java.lang.System.identityHashCode")) {
            return Optional.of("identity differs from run to run");
        }
        if (SURROUNDINGS.contains(method)) {
            return Optional.of("core does not look around");
        }
        if (target.getName().equals("parallelStream")
                || (owner.getPackageName().equals("java.util.stream")
                        && target.getName().equals("parallel"))
                || method.startsWith("java.util.Arrays.parallel")) {
            return Optional.of("threads belong to the doors of core");
        }
        if (ZONE_AND_LOCALE_DEFAULTS.contains(method) || takesTheDefault(target, method)) {
            return Optional.of("say which locale, time zone or charset");
        }
        boolean saltedFactory =
                SALTED.contains(method)
                        || (method.equals("java.util.Set.of")
                                && (arguments > 1 || takesAnArray(target)))
                        || (method.equals("java.util.Map.of") && arguments > 2);
        return saltedFactory && !orderIsNotObserved
                ? Optional.of("its order is salted per run: take a List, or a Linked or Tree one")
                : Optional.empty();
    }

    /** The overloads that silently take a default although a sibling lets one say which. */
    private static boolean takesTheDefault(CodeUnitAccessTarget target, String method) {
        var parameters = target.getRawParameterTypes();
        return switch (method) {
            case "java.lang.String.toLowerCase",
                    "java.lang.String.toUpperCase",
                    "java.lang.String.getBytes" ->
                    parameters.isEmpty();
            case "java.lang.String.formatted" -> true;
            case "java.lang.String.format" ->
                    parameters.getFirst().getName().equals("java.lang.String");
            case "java.lang.String.<init>" ->
                    !parameters.isEmpty()
                            && parameters.getFirst().getName().equals("[B")
                            && parameters.stream()
                                    .noneMatch(p ->
                                            p.getName().endsWith("Charset")
                                                    || p.getName().endsWith("String"));
            case "java.time.format.DateTimeFormatter.ofPattern" -> parameters.size() == 1;
            default -> false;
        };
    }

    private static boolean takesAnArray(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream().anyMatch(JavaClass::isArray);
    }
}
