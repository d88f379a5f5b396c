package io.holdfast.controller.sitelinks;

import java.util.List;

/** A set of break-glass codes, shown once: the centre keeps only verifiers. */
public record IssuedCodes(long issue, List<String> codes) {
    public IssuedCodes {
        codes = List.copyOf(codes);
    }

    @Override
    public String toString() {
        return "IssuedCodes[" + issue + "]";
    }
}
