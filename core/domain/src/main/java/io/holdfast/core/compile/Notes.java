package io.holdfast.core.compile;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one compilation learned on its way. */
final class Notes {

    private final List<Origin> origins = new ArrayList<>();
    private final List<CompileFinding> findings = new ArrayList<>();
    private final Map<ZoneName, SiteZone> routed = new HashMap<>();

    void origins(List<Origin> more) {
        origins.addAll(more);
    }

    /** The firewall has an interface in this zone. */
    void route(SiteZone zone) {
        routed.put(zone.zone(), zone);
    }

    Optional<SiteZone> routed(ZoneName zone) {
        return Optional.ofNullable(routed.get(zone));
    }

    void blocker(DeviceSlot slot, String code, String detail) {
        findings.add(new CompileFinding(List.of(slot), code, detail, true));
    }

    void blocker(String code, String detail) {
        findings.add(new CompileFinding(List.of(), code, detail, true));
    }

    void note(DeviceSlot slot, String code, String detail) {
        findings.add(new CompileFinding(List.of(slot), code, detail, false));
    }

    void note(String code, String detail) {
        findings.add(new CompileFinding(List.of(), code, detail, false));
    }

    List<Origin> origins() {
        return origins;
    }

    List<CompileFinding> findings() {
        return findings;
    }
}
