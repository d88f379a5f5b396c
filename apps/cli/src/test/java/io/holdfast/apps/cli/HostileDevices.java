package io.holdfast.apps.cli;

import static io.holdfast.apps.cli.Attempt.a;
import static io.holdfast.apps.cli.RealSite.FIREWALL;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be wrong with what devices are told. */
final class HostileDevices {

    private HostileDevices() {}

    static List<Attempt> all() {
        var all = new ArrayList<Attempt>();
        all.addAll(devices());
        all.addAll(proofs());
        return all;
    }

    private static SiteContent with(SiteContent c, List<DeviceContent> devices) {
        return new SiteContent(
                c.schema(), c.organization(), c.plan(), c.model(), devices, c.ends());
    }

    private static SiteContent told(SiteContent c, UnaryOperator<DeviceContent> how) {
        return with(
                c,
                c.devices().stream()
                        .map(d -> d.slot().equals(FIREWALL) ? how.apply(d) : d)
                        .toList());
    }

    private static Attempt firewall(String claim, String code, UnaryOperator<DeviceContent> how) {
        return a(claim, code, f -> f.content = told(f.content, how));
    }

    private static SiteContent ending(SiteContent c, List<SiteContent.HardEnd> ends) {
        return new SiteContent(
                c.schema(), c.organization(), c.plan(), c.model(), c.devices(), ends);
    }

    private static DeviceContent as(DeviceContent d, String slot) {
        return new DeviceContent(
                new DeviceSlot(slot), d.group(), d.dialect(), d.config(), d.text(), d.textDigest());
    }

    private static List<Attempt> devices() {
        return List.of(
                a(
                        "that tells one device two things",
                        "DEVICE_TWICE",
                        f -> {
                            var all = new ArrayList<>(f.content.devices());
                            all.add(all.getFirst());
                            f.content = with(f.content, all);
                        }),
                a(
                        "that changes nine devices at once",
                        "GROUP_TOO_LARGE",
                        f -> {
                            var all = new ArrayList<DeviceContent>();
                            for (int i = 1; i <= 9; i++) {
                                all.add(as(f.content.devices().getFirst(), "fw-" + i));
                            }
                            f.content = with(f.content, all);
                        }),
                a(
                        "that tells a device its plan does not have",
                        "DEVICE_UNKNOWN",
                        f -> {
                            var all = new ArrayList<>(f.content.devices());
                            all.add(as(all.getFirst(), "fw-9"));
                            f.content = with(f.content, all);
                        }),
                firewall(
                        "whose text was exchanged",
                        "TEXT_DIGEST",
                        d ->
                                new DeviceContent(
                                        d.slot(),
                                        d.group(),
                                        d.dialect(),
                                        d.config(),
                                        d.text() + " ",
                                        d.textDigest())),
                firewall(
                        "in a dialect nobody speaks here",
                        "DIALECT_UNKNOWN",
                        d ->
                                new DeviceContent(
                                        d.slot(),
                                        d.group(),
                                        "klingon",
                                        d.config(),
                                        d.text(),
                                        d.textDigest())),
                firewall(
                        "whose text nobody can read",
                        "TEXT_UNREADABLE",
                        d ->
                                new DeviceContent(
                                        d.slot(),
                                        d.group(),
                                        d.dialect(),
                                        d.config(),
                                        "<config",
                                        Digests.of("<config"))),
                firewall(
                        "whose text opens what its meaning does not",
                        "TEXT_MEANING",
                        d -> {
                            var open = RealSite.device(d.slot(), d.group(), open(d.config()));
                            return new DeviceContent(
                                    d.slot(),
                                    d.group(),
                                    d.dialect(),
                                    d.config(),
                                    open.text(),
                                    open.textDigest());
                        }),
                a(
                        "whose vendor access would never close",
                        "HARD_ENDS_DIFFER",
                        f -> f.content = ending(f.content, List.of())),
                a(
                        "whose vendor access would close an hour later than approved",
                        "HARD_ENDS_DIFFER",
                        f ->
                                f.content =
                                        ending(
                                                f.content,
                                                f.content.ends().stream()
                                                        .map(e ->
                                                                new SiteContent.HardEnd(
                                                                        e.at().plus(
                                                                                        Duration
                                                                                                .ofHours(
                                                                                                        1)),
                                                                        e.longest(),
                                                                        e.devices()))
                                                        .toList())),
                a(
                        "whose end tells a device that was told nothing before",
                        "HARD_END_DEVICES",
                        f ->
                                f.content =
                                        ending(
                                                f.content,
                                                f.content.ends().stream()
                                                        .map(e ->
                                                                new SiteContent.HardEnd(
                                                                        e.at(),
                                                                        e.longest(),
                                                                        List.of(
                                                                                as(
                                                                                        e.devices()
                                                                                                .getFirst(),
                                                                                        "fw-9"))))
                                                        .toList())),
                a(
                        "whose vendor access would close by itself in an essential zone",
                        "TEMPORARY_IN_ESSENTIAL_ZONE",
                        f ->
                                f.content =
                                        new SiteContent(
                                                f.content.schema(),
                                                f.content.organization(),
                                                f.content.plan(),
                                                RealSite.withVendor(RealSite.END, "ot-dmz", "ot"),
                                                f.content.devices(),
                                                f.content.ends())));
    }

    /** The first list of the firewall lets everything through. */
    private static DeviceConfig open(DeviceConfig config) {
        var lists = new ArrayList<>(config.accessLists());
        var first = lists.getFirst();
        var rules = new ArrayList<FilterRule>();
        rules.add(new FilterRule("open", PacketMatch.every(first.family()), Verdict.PERMIT, false));
        rules.addAll(first.rules());
        lists.set(0, new AccessList(first.name(), first.family(), rules));
        return new DeviceConfig(config.interfaces(), config.vlans(), lists, config.routes());
    }

    private static Attempt proved(String claim, UnaryOperator<DeviceConfig> how) {
        return firewall(
                claim, "PROOF", d -> RealSite.device(d.slot(), d.group(), how.apply(d.config())));
    }

    private static List<Attempt> proofs() {
        return List.of(
                proved("that lets through more than was approved", HostileDevices::open),
                proved(
                        "that cuts off the way to its own firewall",
                        c ->
                                new DeviceConfig(
                                        c.interfaces().stream()
                                                .filter(i -> !i.name().endsWith(".99"))
                                                .toList(),
                                        c.vlans(),
                                        c.accessLists(),
                                        c.routes())),
                proved(
                        "that leaves out what was approved",
                        c ->
                                new DeviceConfig(
                                        c.interfaces(), c.vlans(), c.accessLists(), List.of())),
                a(
                        "whose model breaks its own guardrail, compiled faithfully",
                        "PROOF",
                        f -> {
                            var all = new ArrayList<>(Blueprint.reference().conduits());
                            all.add(RealSite.conduit("shortcut", "it", "ot"));
                            f.content =
                                    RealSite.content(
                                            Blueprint.reference().with(all), RealSite.plan());
                        }));
    }
}
