package io.holdfast.core.compile;

import io.holdfast.core.zone.ConduitId;

/** Why a rule exists. */
public sealed interface RuleSource {

    /** For a sentence: "conduit historian-write, service 1, its replies". */
    String inWords();

    /**
     * An approved conduit.
     *
     * @param service index into the conduit's services, from 0
     * @param reply true for the packets that answer (rulings P1)
     */
    record OfConduit(ConduitId conduit, int service, boolean reply) implements RuleSource {
        @Override
        public String inWords() {
            return "conduit "
                    + conduit
                    + ", service "
                    + (service + 1)
                    + (reply ? ", its replies" : "");
        }
    }

    /** A guardrail, denied and logged under its own name. */
    record OfGuardrail(String name) implements RuleSource {
        @Override
        public String inWords() {
            return "guardrail " + name;
        }
    }

    /** A rule of the house: protection of the devices themselves, default deny. */
    record OfHouse(String because) implements RuleSource {
        @Override
        public String inWords() {
            return "rule of the house: " + because;
        }
    }
}
