package io.holdfast.site.ledger;

/**
 * The disk does not take or give what it should: full, read-only, broken. Whoever wrote must not
 * act.
 */
public final class StoreUnusable extends RuntimeException {

    public StoreUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
