package io.holdfast.site.keys;

/** Why a site node does not start: something a person has to look at first. Changes nothing. */
public final class StartRefused extends RuntimeException {

    private final String code;

    public StartRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    public StartRefused(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Stable, for scripts. */
    public String code() {
        return code;
    }
}
