package io.holdfast.controller.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.controller.scope.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Problem details (RFC 9457) with a code that is never translated and the fields at fault. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<Refused.Fault> errors,
        @Nullable Long currentVersion) {

    static ProblemBody of(int status, String code, String detail, List<Refused.Fault> errors) {
        return new ProblemBody(
                "https://holdfast.invalid/problems/" + code.toLowerCase(java.util.Locale.ROOT),
                title(status),
                status,
                detail,
                code,
                errors,
                null);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "The request cannot be understood";
            case 401 -> "Not logged in";
            case 403 -> "Not permitted";
            case 404 -> "Not found";
            case 405, 406, 415 -> "Not offered";
            case 409 -> "Not in this state";
            case 412 -> "Changed in the meantime";
            case 413 -> "Too large";
            case 422 -> "Not valid";
            case 428 -> "A precondition is missing";
            case 503 -> "Not available now";
            default -> "Failed";
        };
    }
}
