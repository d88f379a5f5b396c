package io.holdfast.apps.bench;

/** The command line does not fit the suite; ends with exit code 2. */
public final class WrongUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongUse(String message) {
        super(message);
    }
}
