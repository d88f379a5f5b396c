package io.holdfast.core.zone;

import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SitePlan;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;

/** What makes a conduit refusable by itself and by the model's zones and guardrails. */
final class ConduitCheck {

    /** Shorter is not a reason; "needed" is six letters. */
    private static final int SHORTEST_JUSTIFICATION = 10;

    private static final int LONGEST_JUSTIFICATION = 2_000;

    private static final int MOST_SERVICES = 64;

    /** A conduit nobody looks at for longer is a historically evolved connection (R30). */
    private static final int LONGEST_REVIEW_YEARS = 3;

    private ConduitCheck() {}

    static void check(Conduit conduit, ZoneModel model, FoundProblems found) {
        endpoint(conduit.from(), model, found.at("from"));
        endpoint(conduit.to(), model, found.at("to"));
        if (conduit.from().zone().equals(conduit.to().zone())
                && !(conduit.scope() instanceof Scope.BetweenSites)) {
            found.at("to")
                    .add(
                            "CONDUIT_INSIDE_ONE_ZONE",
                            "A conduit joins two zones; inside "
                                    + conduit.from().zone()
                                    + " nothing would enforce it.");
        }
        quarantine(conduit.from(), model, found.at("from"));
        quarantine(conduit.to(), model, found.at("to"));
        services(conduit, found);
        justification(conduit.justification(), found.at("justification"));
        owner(conduit.ownerRole(), found.at("ownerRole"));
        int year = conduit.reviewDate().getYear();
        if (year < 2000 || year > 2100) {
            found.at("reviewDate")
                    .add("REVIEW_DATE_UNLIKELY", "The review date lies in the year " + year + ".");
        }
        LastingCheck.check(conduit, model, found);
        ProtectedServices.check(conduit, found);
        GuardrailCheck.check(conduit, model, found.at("to"));
    }

    static void reviewDate(LocalDate review, LocalDate today, FoundProblems found) {
        if (review.isBefore(today)) {
            found.at("reviewDate")
                    .add("REVIEW_DATE_PAST", "The review date " + review + " is over already.");
        } else if (review.isAfter(today.plusYears(LONGEST_REVIEW_YEARS))) {
            found.at("reviewDate")
                    .add(
                            "REVIEW_DATE_TOO_FAR",
                            "A conduit is reviewed at least every "
                                    + LONGEST_REVIEW_YEARS
                                    + " years, so not as late as "
                                    + review
                                    + ".");
        }
    }

    private static void endpoint(Endpoint endpoint, ZoneModel model, FoundProblems found) {
        if (model.zone(endpoint.zone()).isEmpty()) {
            found.at("zone").add("UNKNOWN_ZONE", "There is no zone \"" + endpoint.zone() + "\".");
        }
    }

    private static void quarantine(Endpoint endpoint, ZoneModel model, FoundProblems found) {
        if (model.zone(endpoint.zone()).stream().anyMatch(z -> z.kind() == ZoneKind.QUARANTINE)) {
            found.at("zone")
                    .add(
                            "CONDUIT_OF_QUARANTINE",
                            "Nothing goes into quarantine or comes out of it; "
                                    + endpoint.zone()
                                    + " has no conduits.");
        }
    }

    private static void services(Conduit conduit, FoundProblems found) {
        var services = conduit.services();
        var at = found.at("services");
        if (services.isEmpty()) {
            at.add(
                    "CONDUIT_WITHOUT_SERVICES",
                    "A conduit names at least one service, as in tcp/443.");
        }
        if (services.size() > MOST_SERVICES) {
            at.add("TOO_MANY_SERVICES", "A conduit has at most " + MOST_SERVICES + " services.");
            return;
        }
        boolean wholeZones =
                conduit.from() instanceof Endpoint.WholeZone
                        && conduit.to() instanceof Endpoint.WholeZone;
        var seen = new HashSet<Service>();
        for (int i = 0; i < services.size(); i++) {
            var service = services.get(i);
            boolean everything = service instanceof Service.EveryProtocol;
            if (everything) {
                at.at(i)
                        .add(
                                "CONDUIT_EVERY_PROTOCOL",
                                "A conduit names its protocols; every protocol is not a service.");
            } else if (everyPort(service)) {
                everything = true;
                at.at(i)
                        .add(
                                "CONDUIT_EVERY_PORT",
                                "A conduit names its destination ports; "
                                        + service
                                        + " names all of them.");
            }
            if (everything && wholeZones) {
                at.at(i)
                        .add(
                                "CONDUIT_ANY_TO_ANY",
                                "From anyone in "
                                        + conduit.from()
                                        + " to anyone in "
                                        + conduit.to()
                                        + " with anything is no conduit; name hosts or ports.");
            }
            if (!seen.add(service)) {
                at.at(i).add("SERVICE_TWICE", "The service " + service + " stands here twice.");
            }
        }
    }

    private static boolean everyPort(Service service) {
        return switch (service) {
            case Service.Tcp(_, var ports) -> all(ports);
            case Service.Udp(_, var ports) -> all(ports);
            case Service.EveryProtocol _, Service.Icmp _, Service.Other _ -> false;
        };
    }

    private static boolean all(PortRange ports) {
        return ports.first() <= 1 && ports.last() == PortRange.EVERY.last();
    }

    private static void justification(String text, FoundProblems found) {
        if (text.isBlank()) {
            found.add("CONDUIT_WITHOUT_JUSTIFICATION", "Say why this conduit is needed.");
        } else if (text.strip().length() < SHORTEST_JUSTIFICATION) {
            found.add(
                    "JUSTIFICATION_TOO_SHORT",
                    "A justification is a sentence of at least "
                            + SHORTEST_JUSTIFICATION
                            + " characters.");
        } else if (text.length() > LONGEST_JUSTIFICATION) {
            found.add(
                    "JUSTIFICATION_TOO_LONG",
                    "A justification has at most " + LONGEST_JUSTIFICATION + " characters.");
        } else if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            found.add("JUSTIFICATION_MALFORMED", "A justification has no control characters.");
        }
    }

    private static void owner(String role, FoundProblems found) {
        if (role.isBlank()) {
            found.add("CONDUIT_WITHOUT_OWNER", "Name the role that answers for this conduit.");
        } else if (role.length() > 63 || role.chars().anyMatch(Character::isISOControl)) {
            found.add(
                    "OWNER_MALFORMED", "A role has 1 to 63 characters without control characters.");
        }
    }

    /** Whether the zone is at some of these sites, and its group at none. */
    static boolean unknownGroup(Endpoint endpoint, List<SitePlan> plans) {
        return switch (endpoint) {
            case Endpoint.WholeZone _ -> false;
            case Endpoint.Group(var zone, var group) -> {
                var there = plans.stream().flatMap(p -> p.zone(zone).stream()).toList();
                yield !there.isEmpty()
                        && there.stream()
                                .flatMap(z -> z.groups().stream())
                                .noneMatch(g -> g.name().equals(group));
            }
        };
    }
}
