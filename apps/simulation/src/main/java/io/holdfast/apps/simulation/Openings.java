package io.holdfast.apps.simulation;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.Service;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Contents that open something for a while (rulings P5), and when each has to be over. */
final class Openings {

    /** Every third change is one, and hardly two are as long. */
    private static final int EVERY = 3;

    private static final int MOST_HOURS = 200;

    private final boolean carriesEnds;
    private final SortedMap<String, Instant> ends = new TreeMap<>();

    Openings(boolean carriesEnds) {
        this.carriesEnds = carriesEnds;
    }

    /** When a device may no longer run this configuration, if it opens something for a while. */
    Optional<Instant> end(String configDigest) {
        return Optional.ofNullable(ends.get(configDigest));
    }

    /** The same content, or one that is open until its end and then tells its devices otherwise. */
    SiteContent of(SiteContent content, int version, Instant now) {
        if (version % EVERY != 0) {
            return content;
        }
        var lasts = Duration.ofHours(1 + version * 37L % MOST_HOURS);
        var end = now.plus(lasts);
        var closed = new ArrayList<SiteContent.DeviceContent>();
        for (var device : content.devices()) {
            ends.put(Digests.of(device.config()), end);
            var config =
                    new DeviceConfig(
                            List.of(),
                            List.of(new Vlan(version % 4094 + 1, device.slot() + "-closed")),
                            List.of(),
                            List.of());
            var text = WireJson.text(config);
            closed.add(
                    new SiteContent.DeviceContent(
                            device.slot(),
                            device.group(),
                            device.dialect(),
                            config,
                            text,
                            Digests.of(text)));
        }
        if (!carriesEnds) {
            return content;
        }
        return new SiteContent(
                content.schema(),
                content.organization(),
                content.plan(),
                content.model().with(List.of(visit(version, end, lasts))),
                content.devices(),
                List.of(new SiteContent.HardEnd(end, lasts, closed)));
    }

    private static Conduit visit(int version, Instant end, Duration lasts) {
        return new Conduit(
                        new ConduitId("visit-" + version),
                        "Visit " + version,
                        new Endpoint.WholeZone(new ZoneName("it")),
                        new Endpoint.WholeZone(new ZoneName("ot")),
                        List.of(Service.of("tcp/22")),
                        "A technician visits.",
                        "operations",
                        LocalDate.of(2027, 6, 1),
                        new Scope.EverySite())
                .lasting(new Lasting.Temporary(end, lasts));
    }
}
