package io.holdfast.core.zone;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;

/** What makes an accepted risk refusable: nobody signed it, nobody said why, or it never ends. */
final class AcceptanceCheck {

    private static final int SHORTEST_REASON = 20;
    private static final int LONGEST_REASON = 2_000;

    /** A risk that is accepted for longer is no exception. */
    private static final int LONGEST_DAYS = 366;

    private AcceptanceCheck() {}

    static void check(ZoneModel model, FoundProblems found) {
        var ids = new HashSet<String>();
        for (int i = 0; i < model.acceptances().size(); i++) {
            var acceptance = model.acceptances().get(i);
            var at = found.at(i);
            if (!ids.add(acceptance.id())) {
                at.at("id")
                        .add(
                                "ACCEPTANCE_TWICE",
                                "There are two risk acceptances " + acceptance.id() + ".");
            }
            words(acceptance, at);
            times(acceptance, at);
            matter(acceptance, model, at);
        }
    }

    private static void words(RiskAcceptance acceptance, FoundProblems found) {
        var reason = acceptance.reason().strip();
        if (reason.length() < SHORTEST_REASON || reason.length() > LONGEST_REASON) {
            found.at("reason")
                    .add(
                            "ACCEPTANCE_WITHOUT_REASON",
                            "Say in "
                                    + SHORTEST_REASON
                                    + " to "
                                    + LONGEST_REASON
                                    + " characters why this risk is accepted.");
        }
        if (acceptance.signer().isBlank() || acceptance.signer().length() > 300) {
            found.at("signer").add("ACCEPTANCE_NOT_SIGNED", "Somebody signs for an accepted risk.");
        }
    }

    private static void times(RiskAcceptance acceptance, FoundProblems found) {
        Instant latest = acceptance.signedAt().plus(LONGEST_DAYS, ChronoUnit.DAYS);
        if (!acceptance.end().isAfter(acceptance.signedAt()) || acceptance.end().isAfter(latest)) {
            found.at("end")
                    .add(
                            "ACCEPTANCE_WITHOUT_END",
                            "A risk is accepted until a day after it was signed and at most "
                                    + LONGEST_DAYS
                                    + " days later.");
        }
    }

    private static void matter(RiskAcceptance acceptance, ZoneModel model, FoundProblems found) {
        var guardrail =
                model.guardrails().stream()
                        .filter(g -> g.name().equals(acceptance.guardrail()))
                        .findFirst();
        var conduit = model.conduit(acceptance.conduit());
        if (guardrail.isEmpty()) {
            found.at("guardrail")
                    .add(
                            "UNKNOWN_GUARDRAIL",
                            "There is no guardrail \"" + acceptance.guardrail() + "\".");
        }
        if (conduit.isEmpty()) {
            found.at("conduit")
                    .add("UNKNOWN_CONDUIT", "There is no conduit " + acceptance.conduit() + ".");
        }
        if (guardrail.isEmpty() || conduit.isEmpty()) {
            return;
        }
        if (guardrail.get() instanceof Guardrail.ManagementOnlyFromSiteNode) {
            found.at("guardrail")
                    .add(
                            "ACCEPTANCE_NOT_POSSIBLE",
                            "Who else could open the management zone could cut every device off.");
        } else if (!GuardrailCheck.broken(conduit.get(), model).contains(guardrail.get())) {
            found.at("conduit")
                    .add(
                            "ACCEPTANCE_OPENS_NOTHING",
                            "Conduit "
                                    + acceptance.conduit()
                                    + " does not break "
                                    + acceptance.guardrail()
                                    + "; no risk is accepted in reserve.");
        }
    }
}
