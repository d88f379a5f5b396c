package io.holdfast.controller.policies;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.brownfield.BrownfieldImport;
import io.holdfast.core.brownfield.ImportedConduits;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.SpaceFull;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** What a device does already, read into proposals. Nothing is stored. */
@Service
public class Imports {

    private final Access access;
    private final PolicyBook book;
    private final Dialects dialects;
    private final TextMeaning meaning;
    private final InstantSource clock;

    Imports(
            Access access,
            PolicyBook book,
            Dialects dialects,
            TextMeaning meaning,
            InstantSource clock) {
        this.access = access;
        this.book = book;
        this.dialects = dialects;
        this.meaning = meaning;
        this.clock = clock;
    }

    /**
     * A device's own text.
     *
     * @param retireBy when what is no conduit is gone at the latest; conduits are reviewed then
     * @param draft what the change says already that the proposals become a part of; empty for a
     *     change of their own
     */
    public record Found(
            SiteId site,
            String text,
            String ownerRole,
            LocalDate retireBy,
            List<PolicyEdit> draft) {
        public Found {
            draft = List.copyOf(draft);
        }
    }

    /**
     * What was read.
     *
     * @param dialect in whose words the text is
     * @param equal whether rows and retirements together are what the device lets through
     * @param edits of every row that may be proposed
     */
    public record Read(
            String dialect,
            boolean equal,
            List<ImportedConduits.Row> rows,
            List<PolicyEdit> edits) {
        public Read {
            rows = List.copyOf(rows);
            edits = List.copyOf(edits);
        }
    }

    /**
     * Reads the text. No connection is kept while its rules are judged.
     *
     * @throws Refused if no dialect can read it whole, or its rules cannot be judged exactly
     */
    public Read read(Found found) {
        access.require(Permission.PROPOSE, "import.read", "site:" + found.site());
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var base = EditsInForce.of(book.read(), found.draft(), today);
        var plan =
                base.plans().stream()
                        .filter(p -> p.site().equals(found.site()))
                        .findFirst()
                        .orElseThrow(() -> Refused.notFound("site", found.site().value()));
        if (found.retireBy().isBefore(today)) {
            throw Refused.invalid("/retireBy", "DATE_PAST", "This day is over already.");
        }
        for (var dialect : dialects.names()) {
            var config = meaning.of(dialect, found.text());
            if (config.isPresent() && !config.get().equals(DeviceConfig.EMPTY)) {
                var draft =
                        judged(() ->
                                BrownfieldImport.read(
                                        config.get(), base.model(), plan, found.retireBy()));
                var imported =
                        ImportedConduits.of(
                                draft,
                                base.model(),
                                plan,
                                found.ownerRole(),
                                today,
                                found.retireBy(),
                                found.draft().size());
                return new Read(dialect, draft.equal(), imported.rows(), imported.edits());
            }
        }
        throw Refused.invalid(
                "/text",
                "TEXT_NOT_READABLE",
                "None of the dialects "
                        + String.join(", ", dialects.names())
                        + " can read this text whole; nothing was guessed.");
    }

    static BrownfieldImport.Draft judged(Supplier<BrownfieldImport.Draft> reading) {
        try {
            return reading.get();
        } catch (SpaceFull full) {
            throw Refused.invalid(
                    "/text",
                    "TOO_MANY_RULES",
                    "These rules are too many to be judged exactly at once, and nothing is guessed."
                            + " Import one access list or one pair of security zones at a time: "
                            + full.getMessage());
        }
    }
}
