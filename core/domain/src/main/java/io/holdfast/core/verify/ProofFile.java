package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A certificate together with all it speaks of, so that anybody can check it again later, without
 * the program that made it and without a server. It proves nothing by itself: {@link #check} does
 * the whole proof again and compares.
 *
 * @param form version of this record; another one is refused
 * @param certificate the certificate's text, with the digests of all inputs and what was assumed
 * @param certificateDigest SHA-256 of that text, as people quote it
 */
public record ProofFile(
        int form,
        ZoneModel model,
        SitePlan plan,
        Map<DeviceSlot, DeviceConfig> configs,
        Surroundings around,
        String certificate,
        String certificateDigest) {

    /** The form this release writes and reads. */
    public static final int FORM = 2;

    public ProofFile {
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
    }

    public static ProofFile of(Situation site, Certificate certificate) {
        return new ProofFile(
                FORM,
                site.model(),
                site.plan(),
                site.configs(),
                site.around(),
                certificate.canonicalText(),
                certificate.digest());
    }

    /**
     * What came of checking it again.
     *
     * @param differences lines in which the certificate in the file is not the one proved now
     * @param again the proof as it comes out now
     */
    public record Checked(List<String> differences, Proof again) {

        public Checked {
            differences = List.copyOf(differences);
        }

        /** True if the site is proved and the certificate says exactly what was proved. */
        public boolean confirmed() {
            return differences.isEmpty() && again.holds();
        }
    }

    /** Proves the site again from the configurations in the file and compares. */
    public Checked check() {
        var site = Situation.of(model, plan, configs).with(around);
        var again = SiteProof.prove(PacketSpace.create(), site, RuleOrigins.UNKNOWN);
        var differences = new ArrayList<String>();
        if (form != FORM) {
            differences.add("the file has form " + form + ", this program knows " + FORM);
        }
        if (!Sha256.of(certificate).equals(certificateDigest)) {
            differences.add("the certificate does not have the digest the file names");
        }
        differences.addAll(
                differing(lines(certificate), lines(again.certificate().canonicalText())));
        return new Checked(differences, again);
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\n", -1));
    }

    private static List<String> differing(List<String> filed, List<String> proved) {
        var differing = new ArrayList<String>();
        filed.stream()
                .filter(line -> !proved.contains(line))
                .forEach(line -> differing.add("in the file only: " + line));
        proved.stream()
                .filter(line -> !filed.contains(line))
                .forEach(line -> differing.add("proved only: " + line));
        if (differing.isEmpty() && !filed.equals(proved)) {
            differing.add("the same lines in another order");
        }
        return differing;
    }
}
