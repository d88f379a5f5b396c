package io.holdfast.controller.access;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.springframework.context.annotation.Primary;

/**
 * The question each use case asks first, as a mutant of it: at one place of the code the answer is
 * always yes, as if the line were not there. Tests alone know it; the product has no such thing.
 */
@Primary
public final class LetThrough extends Access {

    private static final Set<String> OWN =
            Set.of(Access.class.getName(), LetThrough.class.getName());

    private final Map<String, Set<String>> asked = new ConcurrentSkipListMap<>();
    private final Map<String, String> useCases = new ConcurrentSkipListMap<>();
    private volatile String open = "";
    private volatile String refusedAt = "";
    private volatile Permission lacked = Permission.READ;

    LetThrough(AuditLog audit, InstantSource clock) {
        super(audit, clock, Duration.ofMinutes(5));
    }

    /** Lets every caller pass at this place, as in {@code Sites:64}; nowhere if it is empty. */
    public void open(String place) {
        open = place;
    }

    /** The place that said no last, or nothing. */
    public String refusedAt() {
        return refusedAt;
    }

    /** What that place asked for. */
    public Permission lacked() {
        return lacked;
    }

    /** Forgets who said no. */
    public void forget() {
        refusedAt = "";
    }

    /** What a place that was met asks for, as in {@code Sites.list policy:read}. */
    public String asks(String place) {
        return useCases.get(place) + " " + String.join(", ", asked.getOrDefault(place, Set.of()));
    }

    @Override
    public Caller require(Permission permission, String action, String object) {
        var caller = Acting.caller();
        if (caller.kind() == Caller.Kind.CENTRE) {
            return super.require(permission, action, object);
        }
        var place = asking(permission);
        if (place.equals(open)) {
            return caller;
        }
        try {
            return super.require(permission, action, object);
        } catch (Refused refused) {
            refusedAt = place;
            lacked = permission;
            throw refused;
        }
    }

    private String asking(Permission permission) {
        var frame =
                StackWalker.getInstance()
                        .walk(frames ->
                                frames.filter(f -> !OWN.contains(f.getClassName())).findFirst())
                        .orElseThrow();
        var place = place(frame.getClassName(), frame.getLineNumber());
        var method = frame.getMethodName().replaceAll("^lambda\\$(\\w+)\\$\\d+$", "$1");
        useCases.put(place, simple(frame.getClassName()) + "." + method);
        asked.computeIfAbsent(place, _ -> new ConcurrentSkipListSet<>()).add(permission.scope());
        return place;
    }

    /** The place of a line, as in {@code Sites:64}. */
    public static String place(String className, int line) {
        return simple(className) + ":" + line;
    }

    private static String simple(String className) {
        return className.replaceAll("^.*\\.|\\$.*$", "");
    }
}
