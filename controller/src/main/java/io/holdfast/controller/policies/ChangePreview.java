package io.holdfast.controller.policies;

import io.holdfast.sitelink.Digests;
import java.util.List;

/**
 * What a set of edits does to what is in force, in the words people sign. Plain texts: it is stored
 * with the change and shown as it was.
 *
 * @param flowDigest SHA-256 over every site's flow difference, hex
 * @param configDigest SHA-256 over everything else that differs: zones, conduits, guardrails,
 *     exceptions and site plans, each device's configuration and the text it is told, hex
 */
public record ChangePreview(
        List<FindingLine> findings, List<SiteDiff> sites, String flowDigest, String configDigest) {

    public ChangePreview {
        findings = List.copyOf(findings);
        sites = List.copyOf(sites);
    }

    /** Whether nothing stands against submitting it. */
    public boolean verified() {
        return findings.stream().noneMatch(FindingLine::blocks);
    }

    /**
     * Something to know before saying yes.
     *
     * @param severity BLOCKER, WARNING or NOTE
     */
    public record FindingLine(
            String severity, String code, String site, String where, String detail) {
        public boolean blocks() {
            return severity.equals("BLOCKER");
        }
    }

    /** One site whose devices change. */
    public record SiteDiff(
            String site,
            List<FlowRow> possible,
            List<FlowRow> impossible,
            List<DeviceDiff> devices,
            ProofLines proof) {
        public SiteDiff {
            possible = List.copyOf(possible);
            impossible = List.copyOf(impossible);
            devices = List.copyOf(devices);
        }
    }

    /** One readable line of a flow difference. */
    public record FlowRow(
            String from,
            String to,
            String source,
            String destination,
            List<String> services,
            List<String> conduits,
            boolean reply) {}

    /**
     * One device that changes.
     *
     * @param text unified difference of the very text it is told
     * @param textDigest SHA-256 of that text, hex
     */
    public record DeviceDiff(
            String slot, int group, List<ConfigLine> lines, String text, String textDigest) {

        /** SHA-256 of this difference as people look at it, hex. */
        public String diffDigest() {
            return Digests.of(text + "\n" + textDigest + "\n" + lines);
        }
    }

    /** One element of a configuration that changes. */
    public record ConfigLine(String change, String element, String before, String after) {}

    /** The proof in words. */
    public record ProofLines(
            boolean holds,
            int statesProved,
            String certificateDigest,
            List<ExampleLines> counterExamples,
            List<String> replies,
            List<String> assumptions) {}

    /** One packet that shows why a proof does not hold. */
    public record ExampleLines(
            String claim,
            String state,
            String packet,
            String from,
            String to,
            List<String> hops,
            String decidedBy,
            String sentence) {}
}
