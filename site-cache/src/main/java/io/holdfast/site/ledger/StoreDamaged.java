package io.holdfast.site.ledger;

/**
 * A row that is not what was written, or a database that is not sound. Nothing of it is used; the
 * devices go on with what they run.
 */
public final class StoreDamaged extends RuntimeException {

    public StoreDamaged(String message) {
        super(message);
    }

    public StoreDamaged(String message, Throwable cause) {
        super(message, cause);
    }
}
