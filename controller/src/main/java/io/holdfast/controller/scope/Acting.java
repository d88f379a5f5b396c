package io.holdfast.controller.scope;

import java.util.Optional;

/**
 * The caller of the code that runs now. Bound once per request, contact or tick; a transaction
 * takes its organisation from here when it begins.
 */
public final class Acting {

    private static final ScopedValue<Caller> CALLER = ScopedValue.newInstance();

    private static final ScopedValue<String> DOOR = ScopedValue.newInstance();

    private Acting() {}

    /** Where the request came from, as in rest 192.0.2.7; empty if it came from nowhere. */
    public static String door() {
        return DOOR.orElse("");
    }

    /** Does something that came through a door. */
    public static <T, X extends Throwable> T through(
            String door, ScopedValue.CallableOp<? extends T, X> what) throws X {
        return ScopedValue.where(DOOR, door).call(what);
    }

    /** The caller, if one is bound. */
    public static Optional<Caller> current() {
        return CALLER.isBound() ? Optional.of(CALLER.get()) : Optional.empty();
    }

    /**
     * The caller.
     *
     * @throws IllegalStateException if nobody acts: a broken promise of ours
     */
    public static Caller caller() {
        return current().orElseThrow(() -> new IllegalStateException("nobody acts here"));
    }

    public static OrganizationId organization() {
        return caller().organization();
    }

    /**
     * Does something on behalf of a caller. A change of organisation on the way is refused: a
     * transaction that has begun keeps the organisation it began with.
     */
    public static <T, X extends Throwable> T as(
            Caller caller, ScopedValue.CallableOp<? extends T, X> what) throws X {
        if (CALLER.isBound() && !CALLER.get().organization().equals(caller.organization())) {
            throw new IllegalStateException("one request, one organisation");
        }
        return ScopedValue.where(CALLER, caller).call(what);
    }

    /** As {@link #as}, for something without a result. */
    public static void run(Caller caller, Runnable what) {
        as(
                caller,
                () -> {
                    what.run();
                    return true;
                });
    }
}
