package io.holdfast.core.verify;

import io.holdfast.core.config.AclName;
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
    record Routed(Prefix route, String egress) implements Decision {
        @Override
        public boolean passes() {
            return true;
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
