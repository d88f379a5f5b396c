package io.holdfast.controller.backups;

import org.jspecify.annotations.Nullable;

/** A backup that cannot be made, read or brought back, in a sentence for who asked. */
final class Unusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unusable(String sentence) {
        super(sentence);
    }

    Unusable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
