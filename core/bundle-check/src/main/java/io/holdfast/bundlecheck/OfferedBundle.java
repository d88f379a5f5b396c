package io.holdfast.bundlecheck;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A bundle as it was read, not yet believed.
 *
 * @param content exact bytes
 */
record OfferedBundle(Signed delivery, Signed release, int leaf, List<String> proof, Bytes content) {

    private static final Set<String> RISKS = Set.of("R0", "R1", "R2", "R3", "R4");

    static OfferedBundle read(byte[] file) {
        var fields = Fields.of("a bundle", JsonText.read(file));
        var bundle =
                new OfferedBundle(
                        Signed.read("the delivery", fields.take("delivery")),
                        Signed.read("the release", fields.take("release")),
                        fields.small("leaf"),
                        fields.list("proof", OfferedBundle::text),
                        Bytes.of(fields.base64("content")));
        fields.end();
        return bundle;
    }

    private static String text(Json json) {
        if (!(json instanceof Json.Text(var text))) {
            throw new NotThisForm("a hash is a string");
        }
        return text;
    }

    /** What the delivery key signed. */
    record Delivery(
            int schema,
            String organization,
            SiteId site,
            int incarnation,
            long epoch,
            long revision,
            String contentDigest,
            Instant issuedAt,
            Instant acceptUntil,
            List<DeviceSlot> takenOver) {

        static final String TYPE = "application/vnd.holdfast.delivery+json;v=1";

        static Delivery read(Bytes bytes) {
            var fields = Fields.of("a delivery", JsonText.read(bytes.toArray()));
            var delivery =
                    new Delivery(
                            fields.small("schema"),
                            fields.text("organization"),
                            fields.spelled("site", SiteId::new),
                            fields.small("incarnation"),
                            fields.number("epoch"),
                            fields.number("revision"),
                            fields.text("contentDigest"),
                            fields.moment("issuedAt"),
                            fields.moment("acceptUntil"),
                            fields.list("takeOver", Delivery::takenOver));
            fields.end();
            return delivery;
        }

        private static DeviceSlot takenOver(Json json) {
            var fields = Fields.of("a take-over", json);
            var slot = fields.spelled("slot", DeviceSlot::new);
            fields.text("runningDigest");
            fields.end();
            return slot;
        }
    }

    /** What the release keys signed. */
    record Release(
            int schema,
            String organization,
            String change,
            String merkleRoot,
            int sites,
            Risk declaredRisk,
            List<Approval> approvals,
            Instant releasedAt) {

        static final String TYPE = "application/vnd.holdfast.release+json;v=1";

        static Release read(Bytes bytes) {
            var fields = Fields.of("a release", JsonText.read(bytes.toArray()));
            var release =
                    new Release(
                            fields.small("schema"),
                            fields.text("organization"),
                            fields.text("change"),
                            fields.text("merkleRoot"),
                            fields.small("sites"),
                            risk(fields.text("declaredRisk")),
                            fields.list("approvals", Release::approval),
                            fields.moment("releasedAt"));
            fields.end();
            return release;
        }

        private static Risk risk(String word) {
            if (!RISKS.contains(word)) {
                throw new NotThisForm("there is no risk class " + word);
            }
            return Risk.valueOf(word);
        }

        private static Approval approval(Json json) {
            var fields = Fields.of("an approval", json);
            var approval = new Approval(fields.text("approver"), fields.moment("at"));
            fields.text("flowDiffDigest");
            fields.text("configDiffDigest");
            fields.end();
            return approval;
        }
    }
}
