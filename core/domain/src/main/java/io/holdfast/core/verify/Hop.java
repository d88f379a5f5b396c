package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.site.DeviceSlot;

/**
 * One step of a packet's way.
 *
 * @param interfaceName the interface or port at which the device decided
 */
public record Hop(DeviceSlot device, String interfaceName, Decision decision) {

    /** One line for people. */
    @Override
    public String toString() {
        return switch (decision) {
            case Decision.ByRule(var list, var rule, _) ->
                    verb() + " " + device + ", list " + list + ", rule " + rule;
            case Decision.EndOfList(var list) ->
                    "dropped by " + device + ", list " + list + ", where no rule matches";
            case Decision.MissingList(var list) ->
                    "dropped by "
                            + device
                            + ", interface "
                            + interfaceName
                            + ", whose list "
                            + list
                            + " does not exist";
            case Decision.ByPolicy(var from, var to, var rule, _) ->
                    verb() + " " + device + ", policy " + from + " to " + to + ", rule " + rule;
            case Decision.Answers(var from, var to, var rule) ->
                    "passed by "
                            + device
                            + " as an answer to what policy "
                            + from
                            + " to "
                            + to
                            + ", rule "
                            + rule
                            + " permits";
            case Decision.EndOfPolicy(var from, var to) ->
                    "dropped by "
                            + device
                            + ", which permits nothing of the kind from security zone "
                            + from
                            + " to "
                            + to;
            case Decision.ByHostRule(var zone, var rule, _) ->
                    verb() + " " + device + " itself, security zone " + zone + ", rule " + rule;
            case Decision.EndOfHostRules(var zone) ->
                    "dropped by "
                            + device
                            + " itself, whose security zone "
                            + zone
                            + " welcomes nothing of the kind";
            case Decision.NoSecurityZone(var part) ->
                    "dropped by "
                            + device
                            + ", whose interface "
                            + part
                            + " is in no security zone";
            case Decision.NoList(var family) ->
                    "passed by "
                            + device
                            + ", interface "
                            + interfaceName
                            + ", which has no list for "
                            + (family == Family.IPV4 ? "IPv4" : "IPv6");
            case Decision.NoAddress(var family) ->
                    "dropped by "
                            + device
                            + ", interface "
                            + interfaceName
                            + ", which has no "
                            + (family == Family.IPV4 ? "IPv4" : "IPv6")
                            + " address";
            case Decision.NoRoute(var destination) ->
                    "dropped by " + device + ", which has no route to " + destination;
            case Decision.Routed(var route, var egress) ->
                    "sent by " + device + " out of " + egress + " along route " + route;
            case Decision.GoesRound _ ->
                    "sent in a circle through " + device + ", interface " + interfaceName;
            case Decision.SameNetwork(var why) -> "passed without any filter: " + why;
            case Decision.NotConnected(var why) -> "not carried: " + why;
        };
    }

    private String verb() {
        return decision.passes() ? "permitted by" : "dropped by";
    }
}
