package io.holdfast.core.observe;

import java.time.Instant;
import java.util.List;

/**
 * A notification that arrived (RFC 3416). One that is not authenticated is a hint: anybody can send
 * it, and it may cause nothing but a look at the device.
 *
 * @param from the address it came from, as digits
 * @param engineId the sender's engine id in hex, empty over v2c
 * @param inform whether the sender waits for an acknowledgement
 * @param trap what happened (snmpTrapOID)
 * @param uptime hundredths of a second since the sender started
 */
public record TrapSighting(
        Instant at,
        String from,
        String engineId,
        boolean authenticated,
        boolean inform,
        String trap,
        long uptime,
        List<Variable> variables) {

    /** One object that came along, as text. */
    public record Variable(String oid, String text) {}

    public TrapSighting {
        variables = List.copyOf(variables);
    }
}
