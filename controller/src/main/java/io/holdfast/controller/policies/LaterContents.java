package io.holdfast.controller.policies;

import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.core.compile.CompileFinding;
import io.holdfast.core.compile.HardEnds;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.ContentProofs;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What devices of one site are told when something closes by itself (rulings P5): part of what is
 * approved, proved before, and told to the approver.
 */
final class LaterContents {

    private LaterContents() {}

    /** Makes the text of one device. */
    @FunctionalInterface
    interface Renderer {
        DeviceContent render(DeviceSlot slot, DeviceConfig config, int group);
    }

    /** Whether a site has the same ends already, with the same configurations after each. */
    static boolean same(Optional<SiteContent> released, List<HardEnds.Content> contents) {
        var has = new ArrayList<String>();
        released.ifPresent(content -> {
            var times = content.inTime();
            for (int i = 1; i < times.size(); i++) {
                var end = content.ends().get(i - 1);
                var configs = new TreeMap<DeviceSlot, DeviceConfig>();
                times.get(i).devices().forEach(d -> configs.put(d.slot(), d.config()));
                has.add(end.at() + " " + end.longest() + " " + configs);
            }
        });
        var shall =
                contents.stream()
                        .skip(1)
                        .map(c -> c.from() + " " + c.longest() + " " + c.compiled().devices())
                        .toList();
        return has.equals(shall);
    }

    static List<SiteContent.HardEnd> ends(List<HardEnds.Content> contents, Renderer renderer) {
        var ends = new ArrayList<SiteContent.HardEnd>();
        for (int i = 1; i < contents.size(); i++) {
            var before = contents.get(i - 1).compiled().devices();
            var then = contents.get(i).compiled();
            var devices = new ArrayList<DeviceContent>();
            then.devices()
                    .forEach((slot, config) -> {
                        if (!config.equals(before.get(slot))) {
                            int group = then.groups().getOrDefault(slot, 0);
                            devices.add(renderer.render(slot, config, group));
                        }
                    });
            ends.add(
                    new SiteContent.HardEnd(
                            contents.get(i).from(), contents.get(i).longest(), devices));
        }
        return ends;
    }

    /** What speaks against it, and what an approver should know. */
    static void judge(
            SiteFacts known,
            SiteContent content,
            List<HardEnds.Content> contents,
            List<FindingLine> findings) {
        if (content.ends().isEmpty()) {
            return;
        }
        var site = content.plan().site();
        if (!known.closesByItself()) {
            findings.add(
                    new FindingLine(
                            "BLOCKER",
                            "HARD_END_NOT_CARRIED",
                            site.value(),
                            site.value(),
                            "Something closes at "
                                    + content.ends().getFirst().at()
                                    + ", and the node of this site does not say that it closes by"
                                    + " itself."));
        }
        for (int i = 1; i < contents.size(); i++) {
            findings.add(end(site, content.ends().get(i - 1), contents.get(i)));
            contents.get(i).compiled().findings().stream()
                    .filter(CompileFinding::blocker)
                    .forEach(f -> findings.add(blocker(site, f.code(), "site", f.detail())));
        }
        for (var proof : ContentProofs.later(known.released(), content)) {
            proof.counterExamples()
                    .forEach(e ->
                            findings.add(
                                    blocker(
                                            site,
                                            e.claim().name(),
                                            e.decidedBy().toString(),
                                            e.sentence())));
            proof.findings().stream()
                    .filter(f -> f.blocks())
                    .forEach(f -> findings.add(blocker(site, f.code(), f.where(), f.detail())));
        }
    }

    private static FindingLine blocker(SiteId site, String code, String where, String detail) {
        return new FindingLine("BLOCKER", code, site.value(), where, detail);
    }

    private static FindingLine end(SiteId site, SiteContent.HardEnd end, HardEnds.Content closed) {
        var devices = end.devices().stream().map(d -> d.slot().value()).toList();
        return new FindingLine(
                "NOTE",
                "HARD_END",
                site.value(),
                String.join(", ", devices),
                "At "
                        + end.at()
                        + " the site closes by itself: "
                        + String.join(
                                ", ", closed.closes().stream().map(Objects::toString).toList())
                        + (end.longest().isZero()
                                ? "."
                                : "; where it is not sure of the time, after "
                                        + end.longest()
                                        + " of running."));
    }

    /** For the digest that people approve: when what closes, and what devices are told then. */
    static String told(
            Optional<SiteContent> released, SiteContent content, List<HardEnds.Content> contents) {
        var told = new StringBuilder();
        released.ifPresent(before ->
                before.ends()
                        .forEach(e ->
                                told.append("-end ")
                                        .append(e.at())
                                        .append(' ')
                                        .append(e.longest())
                                        .append('\n')));
        var before = new TreeMap<DeviceSlot, DeviceContent>();
        content.devices().forEach(d -> before.put(d.slot(), d));
        for (int i = 0; i < content.ends().size(); i++) {
            var end = content.ends().get(i);
            told.append("+end ")
                    .append(end.at())
                    .append(' ')
                    .append(end.longest())
                    .append(' ')
                    .append(contents.get(i + 1).closes())
                    .append('\n');
            for (var device : end.devices()) {
                var old = Optional.ofNullable(before.put(device.slot(), device));
                told.append(device.slot())
                        .append('\n')
                        .append(
                                ConfigDiff.between(
                                                old.map(DeviceContent::config)
                                                        .orElse(DeviceConfig.EMPTY),
                                                device.config())
                                        .canonicalText())
                        .append(SiteComparison.told(old, device));
            }
        }
        return told.toString();
    }
}
