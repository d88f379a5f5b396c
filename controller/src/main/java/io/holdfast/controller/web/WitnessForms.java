package io.holdfast.controller.web;

import io.holdfast.api.model.AuditFinding;
import io.holdfast.api.model.AuditWitness;
import io.holdfast.api.model.AuditWitnessList;
import io.holdfast.controller.audit.AuditWitnesses;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Who witnesses the audit log, as the interface says it. */
final class WitnessForms {

    private WitnessForms() {}

    static AuditWitnessList list(AuditWitnesses.Standing standing, int most, Instant now) {
        var list =
                new AuditWitnessList(
                        standing.size(),
                        standing.witnessed(),
                        standing.isLate(now),
                        standing.others(),
                        standing.othersDiffer(),
                        standing.sites().stream().map(WitnessForms::form).toList(),
                        standing.findings().stream().map(WitnessForms::form).toList());
        if (standing.witnessed() > 0) {
            list.setWitnessedAt(at(standing.witnessedAt()));
        }
        standing.unwitnessedSince().ifPresent(since -> list.setUnwitnessedSince(at(since)));
        if (standing.sites().size() == most) {
            list.setNext(standing.sites().getLast().site().value());
        }
        return list;
    }

    private static AuditWitness form(AuditWitnesses.Kept kept) {
        return new AuditWitness(
                kept.site().value(),
                kept.incarnation(),
                kept.size(),
                kept.root().hex(),
                at(kept.headAt()),
                at(kept.keptAt()),
                at(kept.heardAt()),
                kept.differs());
    }

    private static AuditFinding form(AuditWitnesses.Finding finding) {
        return new AuditFinding(
                        finding.site().value(),
                        finding.incarnation(),
                        finding.code(),
                        finding.proven(),
                        finding.begunAnew(),
                        finding.kept(),
                        finding.shown(),
                        at(finding.at()),
                        at(finding.heardAt()))
                .returnedInEpoch(finding.returnedIn().orElse(null));
    }

    private static OffsetDateTime at(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
