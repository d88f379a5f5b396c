package io.holdfast.controller.imports;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.imports.ImportReport.Action;
import io.holdfast.controller.imports.ImportReport.Line;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.Edits;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Equipment;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports sites, devices and prefixes: all of a file or nothing. Sites are added, as a person would
 * add them; devices and prefixes change policy and become one draft change. Trying does the very
 * same and then lets go of it, so that a trial promises nothing that does not come.
 */
@Component
public class SiteImports {

    private static final Pattern EDIT = Pattern.compile("/edits/([0-9]{1,4})(/.*)?");
    private static final int TITLE = 200;

    private final Access access;
    private final AuditLog audit;
    private final Sites sites;
    private final Policies policies;
    private final Changes changes;
    private final TransactionTemplate transaction;

    SiteImports(
            Access access,
            AuditLog audit,
            Sites sites,
            Policies policies,
            Changes changes,
            PlatformTransactionManager transactions) {
        this.access = access;
        this.audit = audit;
        this.sites = sites;
        this.policies = policies;
        this.changes = changes;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What a file is written in. */
    public enum Form {
        CSV,
        JSON
    }

    /** The file does not go through; nothing of it is kept. */
    private static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<ImportProblem> problems;

        Stop(List<ImportProblem> problems) {
            super("a file with problems", null, false, false);
            this.problems = List.copyOf(problems);
        }
    }

    /**
     * Imports a file, or tries to.
     *
     * @param reason for the draft change, if there is one
     * @return what it does; not applied if it was a trial, or has problems
     */
    public ImportReport run(byte[] file, Form form, String reason, boolean dryRun) {
        access.require(Permission.ONBOARD, dryRun ? "import.try" : "import.run", "import:new");
        var lines =
                switch (form) {
                    case CSV -> ImportFile.csv(file);
                    case JSON -> ImportFile.json(file);
                };
        if (lines.lines().isEmpty() && lines.problems().isEmpty()) {
            throw Refused.invalid("", "FILE_EMPTY", "The file has no line below its head.");
        }
        var understood = ImportReader.read(lines);
        var rows = understood.rows();
        var actions = new HashMap<Integer, Action>();
        try {
            var change =
                    Objects.requireNonNull(
                            transaction.execute(status -> {
                                var done = carryOut(rows, understood.problems(), reason, actions);
                                if (dryRun) {
                                    status.setRollbackOnly();
                                } else {
                                    record(form, rows, done);
                                }
                                return done;
                            }));
            return report(!dryRun, rows, actions, List.of(), dryRun ? Optional.empty() : change);
        } catch (Stop stop) {
            return report(false, rows, actions, stop.problems, Optional.empty());
        }
    }

    private void record(Form form, List<ImportRow> rows, Optional<UUID> change) {
        audit.record(
                "import.run",
                "import:" + change.map(UUID::toString).orElse("sites"),
                Map.of(
                        "form", form.name(),
                        "lines", rows.size(),
                        "sites", rows.stream().filter(ImportRow.Site.class::isInstance).count(),
                        "change", change.map(UUID::toString).orElse("")));
    }

    private Optional<UUID> carryOut(
            List<ImportRow> rows,
            List<ImportProblem> before,
            String reason,
            Map<Integer, Action> actions) {
        var problems = new ArrayList<>(before);
        var known = sites.list();
        var added = new ArrayList<SitePlan>();
        for (var row : rows) {
            if (row instanceof ImportRow.Site site) {
                var faults = faults(site, known);
                problems.addAll(faults);
                actions.put(
                        site.line(),
                        !faults.isEmpty()
                                ? Action.FAULTY
                                : isThere(site, known) ? Action.UNCHANGED : Action.ADD);
                if (actions.get(site.line()) == Action.ADD) {
                    added.add(
                            Blueprint.sitePlan(
                                    site.site(),
                                    site.name(),
                                    site.timeZone(),
                                    site.number(),
                                    Equipment.OPEN_NETWORK));
                }
            }
        }
        var plans = new ArrayList<>(policies.inForce().plans());
        plans.addAll(added);
        var resolution = Resolution.of(rows, plans);
        actions.putAll(resolution.actions());
        problems.addAll(resolution.problems());
        if (resolution.edits().size() > Edits.MOST) {
            problems.add(
                    new ImportProblem(
                            0,
                            "",
                            "TOO_MANY_EDITS",
                            "One change has at most "
                                    + Edits.MOST
                                    + " zones and devices; split the file."));
        }
        if (!problems.isEmpty()) {
            throw new Stop(problems);
        }
        add(
                rows.stream()
                        .filter(row -> actions.get(row.line()) == Action.ADD)
                        .filter(ImportRow.Site.class::isInstance)
                        .map(ImportRow.Site.class::cast)
                        .toList());
        return resolution.edits().isEmpty()
                ? Optional.empty()
                : Optional.of(draft(resolution, reason));
    }

    /** All in one revision of the policy. */
    private void add(List<ImportRow.Site> added) {
        if (added.isEmpty()) {
            return;
        }
        try {
            sites.create(
                    added.stream()
                            .map(site ->
                                    new Sites.NewSite(
                                            site.site(),
                                            site.name(),
                                            site.timeZone(),
                                            site.number(),
                                            "",
                                            Equipment.OPEN_NETWORK))
                            .toList());
        } catch (Refused refused) {
            throw new Stop(List.of(new ImportProblem(0, "", refused.code(), refused.detail())));
        }
    }

    private UUID draft(Resolution resolution, String reason) {
        var title = "Import: " + resolution.edits().size() + " zones and devices";
        try {
            return changes.draft(
                            new Changes.Draft(
                                    title.substring(0, Math.min(TITLE, title.length())),
                                    reason,
                                    resolution.edits()))
                    .id();
        } catch (Refused refused) {
            if (refused.kind() == Refused.Kind.FORBIDDEN) {
                throw refused;
            }
            throw new Stop(byLine(refused, resolution));
        }
    }

    /** A draft's faults point at its edits; whoever wrote the file knows its lines. */
    private static List<ImportProblem> byLine(Refused refused, Resolution resolution) {
        var problems = new ArrayList<ImportProblem>();
        for (var fault : refused.faults()) {
            var at = EDIT.matcher(fault.pointer());
            var lines =
                    at.matches()
                            ? resolution.linesOf(Integer.parseInt(at.group(1)))
                            : List.<Integer>of();
            var field = fault.pointer().equals("/reason") ? "reason" : "";
            if (lines.isEmpty()) {
                problems.add(new ImportProblem(0, field, fault.code(), fault.detail()));
            }
            lines.forEach(
                    l -> problems.add(new ImportProblem(l, "", fault.code(), fault.detail())));
        }
        if (problems.isEmpty()) {
            problems.add(new ImportProblem(0, "", refused.code(), refused.detail()));
        }
        return problems;
    }

    private static boolean isThere(ImportRow.Site row, List<SiteView> known) {
        return known.stream().anyMatch(s -> s.id().equals(row.site()));
    }

    private static List<ImportProblem> faults(ImportRow.Site row, List<SiteView> known) {
        var faults = new ArrayList<ImportProblem>();
        if (row.number() < 1 || row.number() > Blueprint.LAST_SITE_NUMBER) {
            faults.add(
                    new ImportProblem(
                            row.line(),
                            "number",
                            "SITE_NUMBER_OUT_OF_RANGE",
                            "A site number is 1 to " + Blueprint.LAST_SITE_NUMBER + "."));
        }
        if (row.name().length() > 100) {
            faults.add(
                    new ImportProblem(
                            row.line(), "name", "NOT_A_NAME", "A name has 1 to 100 characters."));
        }
        if (!isTimeZone(row.timeZone())) {
            faults.add(
                    new ImportProblem(
                            row.line(),
                            "timeZone",
                            "NOT_A_TIME_ZONE",
                            "A time zone is an IANA name, as in Europe/Berlin."));
        }
        for (var site : known) {
            if (site.id().equals(row.site())) {
                boolean same =
                        site.name().equals(row.name())
                                && site.timeZone().equals(row.timeZone())
                                && site.number() == row.number();
                if (!same) {
                    faults.add(
                            new ImportProblem(
                                    row.line(),
                                    "site",
                                    "SITE_EXISTS",
                                    "There is another site "
                                            + row.site()
                                            + " already; an import changes none."));
                }
            } else if (site.number() == row.number()) {
                faults.add(
                        new ImportProblem(
                                row.line(),
                                "number",
                                "SITE_NUMBER_TAKEN",
                                "The number "
                                        + row.number()
                                        + " belongs to the site "
                                        + site.id()
                                        + "."));
            }
        }
        return faults;
    }

    private static boolean isTimeZone(String zone) {
        try {
            return ZoneId.getAvailableZoneIds().contains(ZoneId.of(zone).getId());
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static ImportReport report(
            boolean applied,
            List<ImportRow> rows,
            Map<Integer, Action> actions,
            List<ImportProblem> problems,
            Optional<UUID> change) {
        var lines = new java.util.TreeMap<Integer, Line>();
        for (var row : rows) {
            var action = actions.getOrDefault(row.line(), Action.FAULTY);
            lines.put(row.line(), new Line(row.line(), action, what(row), List.of()));
        }
        var whole = new ArrayList<ImportProblem>();
        for (var problem : problems) {
            if (problem.line() == 0) {
                whole.add(problem);
                continue;
            }
            var before = Optional.ofNullable(lines.get(problem.line()));
            var all = new ArrayList<>(before.map(Line::problems).orElse(List.of()));
            all.add(problem);
            lines.put(
                    problem.line(),
                    new Line(
                            problem.line(), Action.FAULTY, before.map(Line::what).orElse(""), all));
        }
        return new ImportReport(applied, List.copyOf(lines.values()), whole, change);
    }

    private static String what(ImportRow row) {
        return switch (row) {
            case ImportRow.Site site -> site.site() + ": " + site.name();
            case ImportRow.Device device -> device.site() + "/" + device.slot();
            case ImportRow.ZonePrefix p -> p.site() + " " + p.zone() + " " + p.prefix();
        };
    }
}
