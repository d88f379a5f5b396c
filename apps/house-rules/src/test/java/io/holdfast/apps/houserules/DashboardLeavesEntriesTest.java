package io.holdfast.apps.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import io.holdfast.controller.audit.AuditLog;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a page of the dashboard changes is in the audit log as what an operation changes (G-16). For
 * every operation it is tried that each leaves an entry, and that none succeeds without one; a page
 * calls the very same use cases, in process. So what is to be shown of pages is that: whatever they
 * call that changes something is called by an operation as well, or is named here and why.
 */
class DashboardLeavesEntriesTest {

    private static final String COMPONENT = "org.springframework.stereotype.Component";
    private static final String ENDPOINT = "org.springframework.web.bind.annotation.RestController";

    /** What pages alone may call though it changes something, and where that is tried. */
    private static final Map<String, String> PAGES_ALONE =
            Map.of("AuditTrail.verify", "its entry is tried in NoEntryNoEffectTest");

    @Test
    void what_pages_change_is_what_operations_change() {
        var classes = House.classes();
        var pages = called(classes, type -> type.getPackageName().startsWith("io.holdfast.ui"));
        var operations = called(classes, type -> type.isAnnotatedWith(ENDPOINT));
        var alone = new TreeSet<String>();
        var silent = new TreeSet<String>();
        int changing = 0;
        for (var unit : pages) {
            if (!reaches(unit, DashboardLeavesEntriesTest::writes)) {
                continue;
            }
            changing++;
            if (!operations.contains(unit)) {
                alone.add(name(unit));
            }
            if (!reaches(unit, DashboardLeavesEntriesTest::records)) {
                silent.add(name(unit));
            }
        }
        assertThat(changing).isGreaterThan(40);
        assertThat(alone).isEqualTo(new TreeSet<>(PAGES_ALONE.keySet()));
        assertThat(silent).isEmpty();
    }

    private static String name(JavaCodeUnit unit) {
        return unit.getOwner().getSimpleName() + "." + unit.getName();
    }

    private static Set<JavaCodeUnit> called(JavaClasses classes, Predicate<JavaClass> isDoor) {
        return classes.stream()
                .filter(isDoor)
                .flatMap(door -> door.getCodeUnitAccessesFromSelf().stream())
                .filter(call -> isOfTheCentre(call.getTargetOwner()))
                .flatMap(call -> call.getTarget().resolveMember().stream())
                .filter(unit -> !unit.isConstructor())
                .collect(Collectors.toSet());
    }

    private static boolean isOfTheCentre(JavaClass type) {
        return type.getPackageName().startsWith("io.holdfast.controller")
                && (type.isMetaAnnotatedWith(COMPONENT) || type.isAnnotatedWith(COMPONENT))
                && !type.isAnnotatedWith(ENDPOINT);
    }

    private static boolean writes(JavaAccess<?> call) {
        var owner = call.getTargetOwner();
        var name = call.getName();
        if (owner.getName()
                .equals("org.springframework.jdbc.core.simple.JdbcClient$StatementSpec")) {
            return name.equals("update");
        }
        return owner.isAssignableTo("org.springframework.data.repository.Repository")
                && (name.startsWith("save") || name.startsWith("delete"));
    }

    private static boolean records(JavaAccess<?> call) {
        return call.getTargetOwner().isEquivalentTo(AuditLog.class)
                && call.getName().equals("record");
    }

    private static boolean reaches(JavaCodeUnit from, Predicate<JavaAccess<?>> wanted) {
        var seen = new HashSet<JavaCodeUnit>();
        var next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            var unit = next.poll();
            if (!seen.add(unit)) {
                continue;
            }
            for (var call : unit.getAccessesFromSelf()) {
                if (wanted.test(call)) {
                    return true;
                }
                if (call instanceof JavaCodeUnitAccess<?> further
                        && isFollowed(further.getTargetOwner())) {
                    further.getTarget().resolveMember().ifPresent(next::add);
                }
            }
        }
        return false;
    }

    /** Refused attempts write an entry on the way of every question; that is no change. */
    private static boolean isFollowed(JavaClass owner) {
        return owner.getPackageName().startsWith("io.holdfast.controller")
                && !owner.isEquivalentTo(AuditLog.class)
                && !owner.getSimpleName().equals("Access");
    }
}
