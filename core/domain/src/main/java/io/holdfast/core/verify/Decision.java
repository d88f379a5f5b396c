package io.holdfast.core.verify;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;

/** What one interface of one device did with a packet, and on whose word. */
public sealed interface Decision {

    /** True if the packet went on. */
    boolean passes();

    /** A rule of an access list matched first. */
    record ByRule(AclName list, String rule, Verdict verdict) implements Decision {
        @Override
        public boolean passes() {
            return verdict == Verdict.PERMIT;
        }
    }

    /** No rule of the list matched; the end of a list drops. */
    record EndOfList(AclName list) implements Decision {
        @Override
        public boolean passes() {
            return false;
        }
    }

    /** The interface asks for a list the device does not have; it drops everything. */
    record MissingList(AclName list) implements Decision {
        @Override
        public boolean passes() {
            return false;
        }
    }

    /** A place in a configuration decided that has a line of its own. */
    sealed interface Located extends Decision {

        /** The place in its configuration, as an engineer finds it there. */
        String line();
    }

    /** A rule between two security zones matched first. */
    record ByPolicy(SecurityZoneName from, SecurityZoneName to, String rule, Verdict verdict)
            implements Located {
        @Override
        public boolean passes() {
            return verdict == Verdict.PERMIT;
        }

        @Override
        public String line() {
            return from + " -> " + to + " " + rule;
        }
    }

    /** It answers a conversation that a rule the other way round permits. */
    record Answers(SecurityZoneName from, SecurityZoneName to, String rule) implements Located {
        @Override
        public boolean passes() {
            return true;
        }

        @Override
        public String line() {
            return from + " -> " + to + " " + rule;
        }
    }

    /** Between these security zones no rule matched; what none matches is dropped. */
    record EndOfPolicy(SecurityZoneName from, SecurityZoneName to) implements Located {
        @Override
        public boolean passes() {
            return false;
        }

        @Override
        public String line() {
            return from + " -> " + to;
        }
    }

    /** A rule of a security zone about packets for the device itself matched first. */
    record ByHostRule(SecurityZoneName zone, String rule, Verdict verdict) implements Located {
        @Override
        public boolean passes() {
            return verdict == Verdict.PERMIT;
        }

        @Override
        public String line() {
            return zone + " " + rule;
        }
    }

    /** No rule of the security zone lets this packet speak to the device itself. */
    record EndOfHostRules(SecurityZoneName zone) implements Located {
        @Override
        public boolean passes() {
            return false;
        }

        @Override
        public String line() {
            return zone.value();
        }
    }

    /** The interface is in no security zone, and the device knows zones: nothing passes. */
    record NoSecurityZone(String part) implements Located {
        @Override
        public boolean passes() {
            return false;
        }

        @Override
        public String line() {
            return part;
        }
    }

    /** No list judges this family here; everything passes. */
    record NoList(Family family) implements Decision {
        @Override
        public boolean passes() {
            return true;
        }
    }

    /** The interface has no address of the packet's family. */
    record NoAddress(Family family) implements Decision {
        @Override
        public boolean passes() {
            return false;
        }
    }

    /** The device knows no way to the destination. */
    record NoRoute(IpAddress destination) implements Decision {
        @Override
        public boolean passes() {
            return false;
        }
    }

    /** The device's own routing sends the packet out of another interface. */
    record Routed(Prefix route, String egress) implements Located {
        @Override
        public boolean passes() {
            return true;
        }

        @Override
        public String line() {
            return route + " -> " + egress;
        }
    }

    /** The packet came back to an interface it had already passed. */
    record GoesRound() implements Decision {
        @Override
        public boolean passes() {
            return false;
        }
    }

    /** Both ends stand in one network; no router is asked. */
    record SameNetwork(String why) implements Decision {
        @Override
        public boolean passes() {
            return true;
        }
    }

    /** The port is shut, in no VLAN, or in a network without a router. */
    record NotConnected(String why) implements Decision {
        @Override
        public boolean passes() {
            return false;
        }
    }
}
