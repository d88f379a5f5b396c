package io.holdfast.apps.cli;

import io.holdfast.bundlecheck.BundleFacts;
import io.holdfast.bundlecheck.BundleJudge;
import io.holdfast.bundlecheck.Pins;
import io.holdfast.bundlecheck.Receiver;
import io.holdfast.bundlecheck.Verdict;
import io.holdfast.core.Bytes;
import io.holdfast.core.Printable;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows what a site is given before it is given it, and judges it by the second judge, on this
 * machine, asking nobody.
 */
@Command(
        name = "show",
        description = {
            "Shows what is in a bundle and whether its site would take it, and if not, why.",
            "Needs no server. Ends with 0 if the site would take it, 1 if not or if nobody can tell",
            "for want of the site's keys, 2 if a file cannot be read."
        },
        mixinStandardHelpOptions = true)
final class ShowBundle implements Callable<Integer> {

    /** The largest file that is looked into; a larger one is refused unread. */
    private static final int LARGEST = 16 * 1024 * 1024;

    /** A file may say more of itself than anybody reads, and nothing to the terminal. */
    private static final int LONGEST_FAULT = 1_000;

    private static final InstalledDialects DIALECTS = InstalledDialects.load();

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The bundle.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = {
                "The site's trust root: the keys it believes. Without it the bundle is shown and not",
                "judged."
            })
    private @Nullable Path trust;

    @Option(
            names = "--in-force",
            paramLabel = "FILE",
            description = {
                "The bundle the site accepted last. Without it the bundle is judged as for a site",
                "that has accepted nothing yet."
            })
    private @Nullable Path inForce;

    @Option(
            names = "--site",
            paramLabel = "CODE",
            description = "The site it is judged for (default: the one it names).")
    private @Nullable String site;

    @Option(
            names = "--incarnation",
            paramLabel = "N",
            description = "The site node it is judged for (default: the one it names).")
    private @Nullable Integer incarnation;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When it is to be accepted, as 2026-11-27T08:00:00Z (default: now).")
    private @Nullable String at;

    @Option(
            names = {"-o", "--output"},
            description = "text or json (default: text)")
    private Output output = Output.TEXT;

    @Option(names = "--json", description = "The same as -o json.")
    private boolean json;

    @Override
    public Integer call() {
        var bytes = read(file);
        var facts = facts(bytes);
        var before = before();
        var pins = pins();
        var verdict = pins.map(p -> BundleJudge.judge(bytes, receiver(p, facts, before), DIALECTS));
        var shown = new ShownBundle(facts, before, verdict, trustDigest(), assumed());
        var out = spec.commandLine().getOut();
        if (json || output == Output.JSON) {
            out.println(WireJson.text(shown.answer()));
        } else {
            shown.lines().forEach(out::println);
        }
        return verdict.filter(v -> !(v instanceof Verdict.Refused)).isPresent() ? 0 : 1;
    }

    /** What is in the file, if it can be told; why not is in the verdict then. */
    private static Optional<BundleFacts> facts(byte[] bytes) {
        try {
            return Optional.of(BundleFacts.read(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Receiver receiver(
            Pins pins, Optional<BundleFacts> facts, Optional<BundleFacts> before) {
        var named = before.or(() -> facts);
        var now = at == null ? Instant.now() : moment(at);
        return new Receiver(
                pins,
                site == null
                        ? named.map(BundleFacts::site).orElse(new SiteId("unknown"))
                        : siteId(site),
                incarnation == null ? named.map(BundleFacts::incarnation).orElse(1) : incarnation,
                before.map(BundleFacts::accepted).orElseGet(Receiver.Standing.Nothing::new),
                false,
                now,
                now);
    }

    /** What nobody said, and the judge took as it suits the bundle. */
    private List<String> assumed() {
        var assumed = new ArrayList<String>();
        if (inForce == null) {
            assumed.add("the site has nothing in force (--in-force)");
        }
        if (site == null && inForce == null) {
            assumed.add("it is the site that the bundle names (--site)");
        }
        if (incarnation == null && inForce == null) {
            assumed.add("its node is the one that the bundle names (--incarnation)");
        }
        if (at == null) {
            assumed.add("it is the time that this machine shows (--at)");
        }
        return assumed;
    }

    private Optional<BundleFacts> before() {
        if (inForce == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(BundleFacts.read(read(inForce)));
        } catch (IllegalArgumentException e) {
            throw refused(inForce, "is no bundle: " + e.getMessage());
        }
    }

    private Optional<Pins> pins() {
        if (trust == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pins.read(read(trust)));
        } catch (IllegalArgumentException e) {
            throw refused(trust, "is no trust root: " + e.getMessage());
        }
    }

    private Optional<String> trustDigest() {
        return Optional.ofNullable(trust).map(t -> Digests.of(Bytes.of(read(t))));
    }

    private Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw refused("--at", "is no moment in UTC: " + text);
        }
    }

    private SiteId siteId(String code) {
        try {
            return new SiteId(code);
        } catch (IllegalArgumentException e) {
            throw refused("--site", String.valueOf(e.getMessage()));
        }
    }

    /** One byte more than the largest is read, so that the judge says that it is too large. */
    private byte[] read(Path from) {
        try (var in = Files.newInputStream(from)) {
            return in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw refused(from, "cannot be read: " + e.getMessage());
        }
    }

    private CommandLine.ParameterException refused(Object what, String why) {
        return new CommandLine.ParameterException(
                spec.commandLine(), Printable.cut(what + " " + why, LONGEST_FAULT));
    }
}
