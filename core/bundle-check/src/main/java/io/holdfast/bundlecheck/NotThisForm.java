package io.holdfast.bundlecheck;

/** Bytes that are not what docs/formats/bundle.md says should stand here. */
final class NotThisForm extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotThisForm(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
