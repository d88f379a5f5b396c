package io.holdfast.apps.cli;

import io.holdfast.bundlecheck.BundleFacts;
import io.holdfast.bundlecheck.OfferedContent;
import io.holdfast.bundlecheck.OfferedContent.Told;
import io.holdfast.bundlecheck.Receiver;
import io.holdfast.bundlecheck.Verdict;
import io.holdfast.core.Printable;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.zone.Closing;
import io.holdfast.sitelink.FingerprintWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A bundle in words.
 *
 * @param facts none if the file is no bundle
 * @param before what the site has, none if nobody said
 * @param verdict none if nobody said which keys the site believes
 * @param trustDigest of the file that said it
 * @param assumed what nobody said of the site
 */
record ShownBundle(
        Optional<BundleFacts> facts,
        Optional<BundleFacts> before,
        Optional<Verdict> verdict,
        Optional<String> trustDigest,
        List<String> assumed) {

    /** More lines of one device are counted, not shown. */
    private static final int MOST_LINES = 200;

    /** What {@code --json} prints. */
    record Answer(
            boolean acceptable,
            String code,
            String reason,
            String site,
            int incarnation,
            long epoch,
            long revision,
            long basedOnEpoch,
            long basedOnRevision,
            String contentDigest,
            String words,
            String change,
            String declaredRisk,
            String risk,
            String issuedAt,
            String acceptUntil,
            List<String> approvals,
            List<String> windows,
            List<String> ends,
            List<Device> devices,
            List<String> assumed) {}

    /** One device's part. */
    record Device(
            String slot, int group, String dialect, boolean takenOver, List<String> changes) {}

    Answer answer() {
        var refused =
                verdict.filter(Verdict.Refused.class::isInstance).map(Verdict.Refused.class::cast);
        return new Answer(
                verdict.isPresent() && refused.isEmpty(),
                code(),
                refused.map(Verdict.Refused::reason).orElse(""),
                facts.map(f -> f.site().value()).orElse(""),
                facts.map(BundleFacts::incarnation).orElse(0),
                facts.map(BundleFacts::epoch).orElse(0L),
                facts.map(BundleFacts::revision).orElse(0L),
                before.map(BundleFacts::epoch).orElse(0L),
                before.map(BundleFacts::revision).orElse(0L),
                facts.map(BundleFacts::contentDigest).orElse(""),
                facts.map(f -> FingerprintWords.ofContent(f.contentDigest())).orElse(""),
                facts.map(BundleFacts::change).orElse(""),
                facts.map(f -> f.declaredRisk().name()).orElse(""),
                facts.map(f -> f.risk(standing()).name()).orElse(""),
                facts.map(f -> f.issuedAt().toString()).orElse(""),
                facts.map(f -> f.acceptUntil().toString()).orElse(""),
                facts.map(ShownBundle::approvals).orElse(List.of()),
                facts.map(f -> windows(f.content())).orElse(List.of()),
                facts.map(f -> ends(f.content())).orElse(List.of()),
                facts.map(this::devices).orElse(List.of()),
                verdict.isPresent() ? assumed : List.of());
    }

    private String code() {
        return verdict.map(v ->
                        switch (v) {
                            case Verdict.Acceptable(_) -> "ACCEPTABLE";
                            case Verdict.InForceAlready() -> "ALREADY_IN_FORCE";
                            case Verdict.Refused(var code, _) -> code;
                        })
                .orElse("NOT_JUDGED");
    }

    private Receiver.Standing standing() {
        return before.map(BundleFacts::accepted).orElseGet(Receiver.Standing.Nothing::new);
    }

    /** The same for a person. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        facts.ifPresent(f -> tell(f, lines));
        verdict.ifPresentOrElse(
                v -> lines.add(sentence(v)),
                () ->
                        lines.add(
                                "NOT JUDGED: without the site's trust root (--trust) nobody can say"
                                        + " who signed this."));
        if (verdict.isPresent()) {
            assumed.forEach(a -> lines.add("Assumed, for nobody said it: " + a));
        }
        trustDigest.ifPresent(digest ->
                lines.add(
                        "Judged by the trust root "
                                + digest
                                + "; the site's enrolment file names the same (trustRootDigest)."));
        return lines.stream().map(line -> Printable.cut(line, 2000)).toList();
    }

    private void tell(BundleFacts f, List<String> lines) {
        lines.add(
                "Bundle for site "
                        + f.site()
                        + " ("
                        + f.content().plan().name()
                        + "), incarnation "
                        + f.incarnation()
                        + ": epoch "
                        + f.epoch()
                        + ", revision "
                        + f.revision());
        lines.add(
                before.map(b -> "Based on: epoch " + b.epoch() + ", revision " + b.revision())
                        .orElse(
                                "Based on: nothing. The bundle in force was not given"
                                        + " (--in-force); all of it counts as new."));
        lines.add("Words: " + FingerprintWords.ofContent(f.contentDigest()));
        lines.add("Content: SHA-256 " + f.contentDigest());
        if (!f.contentDigest().equals(f.deliveredDigest())) {
            lines.add("Delivered was another content: SHA-256 " + f.deliveredDigest());
        }
        lines.add("Issued " + f.issuedAt() + ", to be accepted until " + f.acceptUntil());
        lines.add("Change " + f.change() + ", released " + f.releasedAt());
        lines.add(
                "Risk: "
                        + f.risk(standing())
                        + " by what it changes, declared "
                        + f.declaredRisk());
        var approvals = approvals(f);
        lines.add("Approved by: " + (approvals.isEmpty() ? "nobody" : ""));
        approvals.forEach(a -> lines.add("  " + a));
        var windows = windows(f.content());
        lines.add("Windows: " + (windows.isEmpty() ? "none, changes may start at any time" : ""));
        windows.forEach(w -> lines.add("  " + w));
        var ends = ends(f.content());
        lines.add("Ends by itself: " + (ends.isEmpty() ? "nothing" : ""));
        ends.forEach(e -> lines.add("  " + e));
        for (var device : devices(f)) {
            lines.add(
                    "Device "
                            + device.slot()
                            + ", group "
                            + device.group()
                            + ", "
                            + device.dialect()
                            + (device.takenOver() ? ", taken over from what runs there" : "")
                            + (device.changes().isEmpty() ? ": unchanged" : ":"));
            device.changes().forEach(c -> lines.add("  " + c));
        }
    }

    private static String sentence(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Acceptable(var risk) ->
                    "ACCEPTABLE: the site would take it, as a change of class " + risk + ".";
            case Verdict.InForceAlready() ->
                    "ALREADY IN FORCE: the site has it; nothing would happen.";
            case Verdict.Refused(var code, var reason) -> "REFUSED (" + code + "): " + reason;
        };
    }

    private static List<String> approvals(BundleFacts f) {
        return f.approvals().stream().map(a -> a.approver() + " at " + a.at()).toList();
    }

    private static List<String> windows(OfferedContent content) {
        return content.plan().windows().stream()
                .map(w ->
                        w.kind()
                                + " "
                                + w.name()
                                + ": "
                                + w.rule()
                                + " from "
                                + w.start()
                                + " for "
                                + w.duration()
                                + ", "
                                + content.plan().timeZone())
                .toList();
    }

    private static List<String> ends(OfferedContent content) {
        return Closing.of(content.model(), content.plan()).stream()
                .map(c ->
                        c.at()
                                + " closes "
                                + c.closes().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))
                                + (c.longest().isZero()
                                        ? ""
                                        : ", open for at most "
                                                + c.longest()
                                                + " while the site node runs"))
                .toList();
    }

    private List<Device> devices(BundleFacts f) {
        return f.content().devices().stream()
                .map(d ->
                        new Device(
                                d.slot().value(),
                                d.group(),
                                d.dialect(),
                                f.takenOver().contains(d.slot()),
                                changes(d)))
                .toList();
    }

    private List<String> changes(Told device) {
        var old =
                before.stream()
                        .flatMap(b -> b.content().devices().stream())
                        .filter(d -> d.slot().equals(device.slot()))
                        .map(Told::config)
                        .findFirst()
                        .orElse(DeviceConfig.EMPTY);
        var lines = ConfigDiff.between(old, device.config()).lines();
        var shown = new ArrayList<String>();
        lines.stream().limit(MOST_LINES).forEach(line -> shown.add(line.toString()));
        if (lines.size() > MOST_LINES) {
            shown.add("and " + (lines.size() - MOST_LINES) + " more");
        }
        return shown;
    }
}
