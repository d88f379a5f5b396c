package io.holdfast.simulator.snmp;

import java.util.NavigableMap;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Answers to GET, GETNEXT and GETBULK (RFC 3416) from an ordered view of variables. */
final class Answers {

    private final NavigableMap<OID, Variable> view;
    private final int mostBytes;
    private final int mostVariables;

    Answers(NavigableMap<OID, Variable> view, int mostVariables, int mostBytes) {
        this.view = view;
        this.mostVariables = mostVariables;
        this.mostBytes = mostBytes;
    }

    /** Fills the answer; false if the request is of a kind that is not answered. */
    boolean fill(PDU answer, PDU request) {
        switch (request.getType()) {
            case PDU.GET -> {
                for (var wanted : request.getVariableBindings()) {
                    answer.add(exact(wanted.getOid()));
                }
            }
            case PDU.GETNEXT -> {
                for (var wanted : request.getVariableBindings()) {
                    answer.add(next(wanted.getOid()));
                }
            }
            case PDU.GETBULK -> bulk(answer, request);
            default -> {
                return false;
            }
        }
        return true;
    }

    private VariableBinding exact(OID oid) {
        var value = view.get(oid);
        return new VariableBinding(oid, value == null ? Null.noSuchObject : value);
    }

    private VariableBinding next(OID oid) {
        var entry = view.higherEntry(oid);
        return entry == null
                ? new VariableBinding(oid, Null.endOfMibView)
                : new VariableBinding(entry.getKey(), entry.getValue());
    }

    private void bulk(PDU answer, PDU request) {
        int once = Math.clamp(request.getNonRepeaters(), 0, request.size());
        var last = new OID[request.size() - once];
        for (int i = 0; i < request.size(); i++) {
            if (i < once) {
                answer.add(next(request.get(i).getOid()));
            } else {
                last[i - once] = request.get(i).getOid();
            }
        }
        int bytes = 0;
        for (int round = 0; round < request.getMaxRepetitions() && last.length > 0; round++) {
            boolean more = false;
            for (int i = 0; i < last.length; i++) {
                var binding = next(last[i]);
                bytes += binding.getBERLength();
                if (answer.size() >= mostVariables || (bytes > mostBytes && answer.size() > 0)) {
                    return;
                }
                answer.add(binding);
                last[i] = binding.getOid();
                more |= !binding.isException();
            }
            if (!more) {
                return;
            }
        }
    }
}
