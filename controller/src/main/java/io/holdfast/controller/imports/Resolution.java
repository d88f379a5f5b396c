package io.holdfast.controller.imports;

import io.holdfast.controller.imports.ImportReport.Action;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the rows of a file mean for the plans that are there: which are so already, which become
 * edits of a draft, and which cannot be. Sites of the file are in the plans by then.
 */
final class Resolution {

    private final Map<SiteId, SitePlan> plans = new TreeMap<>();
    private final Map<String, SiteZone> zones = new LinkedHashMap<>();
    private final Map<String, SiteId> zoneSites = new LinkedHashMap<>();
    private final Map<String, List<Integer>> zoneLines = new LinkedHashMap<>();
    private final Map<Integer, Action> actions = new TreeMap<>();
    private final List<ImportProblem> problems = new ArrayList<>();
    private final List<PolicyEdit> edits = new ArrayList<>();
    private final List<List<Integer>> lines = new ArrayList<>();

    private Resolution(List<SitePlan> known) {
        known.forEach(plan -> plans.put(plan.site(), plan));
    }

    static Resolution of(List<ImportRow> rows, List<SitePlan> known) {
        var resolution = new Resolution(known);
        for (var row : rows) {
            switch (row) {
                case ImportRow.Site _ -> {
                    // Sites are added before; what they bring stands in the plans.
                }
                case ImportRow.Device device -> resolution.device(device);
                case ImportRow.ZonePrefix prefix -> resolution.prefix(prefix);
            }
        }
        resolution.zones.forEach((key, zone) -> {
            var site = Optional.ofNullable(resolution.zoneSites.get(key)).orElseThrow();
            resolution.edits.add(new PolicyEdit.PutSiteZone(site, zone));
            resolution.lines.add(List.copyOf(resolution.zoneLines.getOrDefault(key, List.of())));
        });
        return resolution;
    }

    private Optional<SitePlan> plan(ImportRow row) {
        var plan = Optional.ofNullable(plans.get(row.site()));
        if (plan.isEmpty()) {
            problem(row, "site", "SITE_UNKNOWN", "There is no site " + row.site() + ".");
        }
        return plan;
    }

    private void device(ImportRow.Device row) {
        plan(row)
                .ifPresent(plan -> {
                    var there = plan.device(row.slot());
                    if (there.isEmpty()) {

                        edits.add(new PolicyEdit.PutDevice(row.site(), planned(row)));
                        lines.add(List.of(row.line()));
                        actions.put(row.line(), Action.PROPOSE);
                        return;
                    }
                    var device = there.get();
                    boolean same =
                            device.role() == row.role()
                                    && device.model().equals(row.model())
                                    && device.managementAddress().equals(row.address())
                                    && device.configured() == row.configured();
                    if (same) {
                        actions.put(row.line(), Action.UNCHANGED);
                    } else {
                        problem(
                                row,
                                "slot",
                                "DEVICE_DIFFERS",
                                "In this slot stands another device already; an import changes none.");
                    }
                });
    }

    /** Without ports: a file has no cables. */
    private static Device planned(ImportRow.Device row) {
        return new Device(
                row.slot(), row.role(), row.model(), row.address(), row.configured(), List.of());
    }

    private void prefix(ImportRow.ZonePrefix row) {
        plan(row)
                .ifPresent(plan -> {
                    var key = row.site() + "/" + row.zone();
                    var zone = Optional.ofNullable(zones.get(key)).or(() -> plan.zone(row.zone()));
                    if (zone.isEmpty()) {
                        problem(
                                row,
                                "zone",
                                "ZONE_UNKNOWN",
                                "The site " + row.site() + " has no zone " + row.zone() + ".");
                        return;
                    }
                    if (plan.zone(row.zone())
                            .filter(z -> z.prefixes().contains(row.prefix()))
                            .isPresent()) {
                        actions.put(row.line(), Action.UNCHANGED);
                        return;
                    }
                    var other = overlapping(plan, row.zone(), row.prefix());
                    if (other.isPresent()) {
                        problem(
                                row,
                                "prefix",
                                "PREFIX_TAKEN",
                                row.prefix()
                                        + " overlaps what "
                                        + other.get()
                                        + " has at this site.");
                        return;
                    }
                    var before = zone.get();
                    var prefixes = new ArrayList<>(before.prefixes());
                    prefixes.add(row.prefix());
                    zones.put(key, before.with(prefixes, before.gateways(), before.groups()));
                    zoneSites.put(key, row.site());
                    zoneLines.computeIfAbsent(key, _ -> new ArrayList<>()).add(row.line());
                    actions.put(row.line(), Action.PROPOSE);
                });
    }

    private static Optional<ZoneName> overlapping(SitePlan plan, ZoneName zone, Prefix prefix) {
        return plan.zones().stream()
                .filter(z -> !z.zone().equals(zone))
                .filter(z -> z.prefixes().stream().anyMatch(p -> p.overlaps(prefix)))
                .map(SiteZone::zone)
                .findFirst();
    }

    private void problem(ImportRow row, String field, String code, String detail) {
        problems.add(new ImportProblem(row.line(), field, code, detail));
        actions.put(row.line(), Action.FAULTY);
    }

    /** What becomes of each device and prefix, by its line. */
    Map<Integer, Action> actions() {
        return actions;
    }

    List<ImportProblem> problems() {
        return problems;
    }

    List<PolicyEdit> edits() {
        return edits;
    }

    /** Which lines an edit comes of. */
    List<Integer> linesOf(int edit) {
        return edit < lines.size() ? lines.get(edit) : List.of();
    }
}
