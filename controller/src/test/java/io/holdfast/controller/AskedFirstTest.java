package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.holdfast.controller.access.Access;
import io.holdfast.controller.access.Accounts;
import io.holdfast.controller.access.LetThrough;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestPlant;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Each place of the code that asks whether the caller may is taken away in turn, and is missed: an
 * operation that was refused is answered, or is refused by the place behind it alone (G-32). The
 * places with the operations they guard are written down; one that is lost, or new, differs.
 */
@ExtendWith(AskedFirstTest.WithOneQuestionLess.class)
class AskedFirstTest extends CentreStory {

    private static final String SECRET = Long.toHexString(System.nanoTime()) + "-secret-of-a-test";
    private static final Map<Set<Permission>, Api> PROGRAMS = new HashMap<>();

    /** Whether the centre works, and who I am and what I may do. */
    private static final Set<String> FREE = Set.of("readHealth", "readMe");

    private static Map<String, String> ids;
    private static LetThrough access;

    /** The centre is made up with a question that can be taken away. */
    static final class WithOneQuestionLess implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            application = List.of(TestPlant.Features.class, LetThrough.class);
        }
    }

    /** Something that somebody asks for who may only so much. */
    private interface Asked {
        /** What it is called in the table. */
        String name();

        /** Where the answer is no; empty if it is not, or not for want of a permission. */
        String refusedAt(Set<Permission> may);
    }

    /** What is asked by somebody who may everything but one thing. */
    private record Question(Asked asked, Permission lacks) {
        String refusedAt() {
            return asked.refusedAt(EnumSet.complementOf(EnumSet.of(lacks)));
        }
    }

    /** An operation of the contract, by a program. */
    private record ByProgram(Contract.Operation operation) implements Asked {
        @Override
        public String name() {
            return operation.id();
        }

        @Override
        public String refusedAt(Set<Permission> may) {
            access.forget();
            var answer =
                    Contract.send(
                            program(may),
                            operation,
                            Contract.filled(operation, ids),
                            Contract.body(operation.id()));
            boolean refused = answer.status() == 403 && answer.code().equals("NOT_PERMITTED");
            return refused ? access.refusedAt() : "";
        }
    }

    /** A use case that only pages have, or other use cases behind their own question: by itself. */
    private record ByItself(Method method) implements Asked {
        @Override
        public String name() {
            return "itself";
        }

        @Override
        public String refusedAt(Set<Permission> may) {
            access.forget();
            var kind = Caller.Kind.PERSON;
            try {
                Acting.as(
                        new Caller(waterworks, kind, "test", "test", "Test", Set.of(), may),
                        () ->
                                method.invoke(
                                        plant.bean(method.getDeclaringClass()),
                                        Arrays.stream(method.getParameterTypes())
                                                .map(AskedFirstTest::anything)
                                                .toArray()));
                return "";
            } catch (InvocationTargetException e) {
                boolean refused =
                        e.getCause() instanceof Refused no && no.code().equals("NOT_PERMITTED");
                return refused ? access.refusedAt() : "";
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A value to ask with: nobody's, and never looked at before the question. */
    private static @Nullable Object anything(Class<?> type) {
        if (type == SiteId.class) {
            return new SiteId("zz-99");
        }
        if (type == DeviceSlot.class) {
            return new DeviceSlot("fw-1");
        }
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        return type == String.class ? "none" : null;
    }

    @BeforeAll
    static void a_program_that_may_be_given_everything() {
        access = plant.bean(LetThrough.class);
        ids = RolesTest.nobodysIds();
        var every = Arrays.stream(Permission.values()).map(Permission::scope).toList();
        var roles = Set.of(Role.values());
        plant.as(
                Caller.centre(waterworks, "test"),
                () -> {
                    plant.bean(Accounts.class)
                            .addProgram("everything", SECRET, every, roles, Duration.ofHours(1));
                    return true;
                });
    }

    /** That program with a token for so much. */
    private static Api program(Set<Permission> may) {
        return PROGRAMS.computeIfAbsent(
                EnumSet.copyOf(may),
                these ->
                        Api.program(
                                base,
                                "everything",
                                SECRET,
                                these.stream()
                                        .map(Permission::scope)
                                        .collect(Collectors.joining(" "))));
    }

    /** Every place of the product's code that asks, with the use case it is in. */
    private static Map<String, JavaCodeUnit> places() {
        var places = new TreeMap<String, JavaCodeUnit>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.holdfast.controller")
                        .stream()
                        .flatMap(c -> c.getAccessesFromSelf().stream())
                        .filter(a -> a.getTargetOwner().isEquivalentTo(Access.class))
                        .filter(a -> a.getName().startsWith("require"))
                        .filter(a -> !a.getOriginOwner().isAssignableTo(Access.class))
                        .forEach(a -> {
                            var place =
                                    LetThrough.place(
                                            a.getOriginOwner().getName(), a.getLineNumber());
                            assertThat(places.put(place, a.getOrigin())).as(place).isNull();
                        });
        return places;
    }

    /** Who is refused where: each operation, and each use case that no operation reaches. */
    private static Map<String, List<Question>> matrix(Map<String, JavaCodeUnit> places) {
        var refused = new TreeMap<String, List<Question>>();
        for (var operation : Contract.operations()) {
            ask(refused, new ByProgram(operation), EnumSet.of(Permission.READ));
            var reading = new Question(new ByProgram(operation), Permission.READ);
            var place = reading.refusedAt();
            if (!place.isEmpty()) {
                refused.computeIfAbsent(place, _ -> new ArrayList<>()).add(reading);
            }
        }
        var left = new TreeMap<>(places);
        left.keySet().removeAll(refused.keySet());
        for (var unit : left.values()) {
            if (unit instanceof JavaMethod method) {
                var useCase = method.reflect();
                useCase.setAccessible(true);
                ask(refused, new ByItself(useCase), EnumSet.noneOf(Permission.class));
            }
        }
        return refused;
    }

    /** Asks with ever more permissions, each the one that was lacking, until nobody says no. */
    private static void ask(Map<String, List<Question>> refused, Asked asked, Set<Permission> may) {
        for (var place = asked.refusedAt(may); !place.isEmpty(); place = asked.refusedAt(may)) {
            var lacked = access.lacked();
            refused.computeIfAbsent(place, _ -> new ArrayList<>()).add(new Question(asked, lacked));
            assertThat(may.add(lacked)).as(place).isTrue();
        }
    }

    @Test
    void each_question_taken_away_is_missed() throws IOException {
        var places = places();
        assertThat(places).hasSizeGreaterThan(100);
        var matrix = matrix(places);
        assertThat(matrix.keySet()).as("each place refuses somebody").isEqualTo(places.keySet());
        assertThat(unasked(matrix))
                .as("what may be read by whoever may do nothing")
                .isEqualTo(FREE);
        var table = new ArrayList<String>();
        var unmissed = new ArrayList<String>();
        matrix.forEach((place, questions) -> {
            access.open(place);
            var then = questions.stream().map(Question::refusedAt).distinct().toList();
            if (then.contains(place)) {
                unmissed.add(place);
            }
            table.add(
                    access.asks(place)
                            + questions.stream()
                                    .map(q -> q.asked().name())
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", ", " <- ", ""))
                            + (then.contains("") ? "" : "; behind it " + asks(then)));
        });
        access.open("");
        assertThat(unmissed).isEmpty();
        var lost = new ArrayList<>(written());
        lost.removeAll(table);
        assertThat(lost).as("a question that was asked and is not any more").isEmpty();
        table.removeAll(written());
        assertThat(table).as("a question that no line is written of").isEmpty();
    }

    /** Operations that nobody is refused. */
    private static Set<String> unasked(Map<String, List<Question>> matrix) {
        var left =
                Contract.operations().stream()
                        .map(Contract.Operation::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        matrix.values().forEach(all -> all.forEach(q -> left.remove(q.asked().name())));
        return left;
    }

    private static String asks(List<String> places) {
        return places.stream().map(access::asks).sorted().collect(Collectors.joining(", "));
    }

    private static List<String> written() throws IOException {
        try (var in =
                Objects.requireNonNull(
                        AskedFirstTest.class.getResourceAsStream("/asked-first.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
