package io.holdfast.snmp;

import org.snmp4j.PDU;

/** The error words of RFC 3416, as a refusal gives them. */
final class SnmpErrors {

    private SnmpErrors() {}

    static String name(int status) {
        return switch (status) {
            case PDU.tooBig -> "too-big";
            case PDU.wrongValue -> "wrong-value";
            case PDU.wrongType -> "wrong-type";
            case PDU.wrongLength -> "wrong-length";
            case PDU.inconsistentValue -> "inconsistent-value";
            case PDU.resourceUnavailable -> "resource-unavailable";
            case PDU.commitFailed -> "commit-failed";
            case PDU.undoFailed -> "undo-failed";
            case PDU.notWritable -> "not-writable";
            case PDU.noAccess -> "no-access";
            case PDU.noCreation -> "no-creation";
            case PDU.authorizationError -> "authorization-error";
            case PDU.genErr -> "gen-err";
            default -> "snmp-error-" + status;
        };
    }
}
