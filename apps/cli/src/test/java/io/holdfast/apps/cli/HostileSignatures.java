package io.holdfast.apps.cli;

import static io.holdfast.apps.cli.Attempt.a;
import static io.holdfast.apps.cli.Forgery.DELIVERY;
import static io.holdfast.apps.cli.Forgery.RELEASE;
import static io.holdfast.apps.cli.Forgery.STRANGER;
import static io.holdfast.apps.cli.Forgery.signed;
import static io.holdfast.apps.cli.Forgery.swap;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelope.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be wrong with who sent it. */
final class HostileSignatures {

    private HostileSignatures() {}

    static List<Attempt> all() {
        return signatures();
    }

    /** The envelope with these signatures in place of its own. */
    static UnaryOperator<Envelope> marked(UnaryOperator<List<Signature>> by) {
        return e -> new Envelope(e.payloadType(), e.payload(), by.apply(e.signatures()));
    }

    private static UnaryOperator<Envelope> value(UnaryOperator<byte[]> how) {
        return marked(by ->
                List.of(
                        new Signature(
                                by.getFirst().keyId(),
                                Bytes.of(how.apply(by.getFirst().value().toArray())))));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= 1;
        return bytes;
    }

    private static List<Attempt> signatures() {
        var code = "DELIVERY_SIGNATURE";
        return List.of(
                a("whose delivery nobody signed", code, f -> f.deliverers = List.of()),
                a("whose delivery a stranger signed", code, f -> f.deliverers = List.of(STRANGER)),
                a(
                        "whose delivery a release key signed",
                        code,
                        f -> f.deliverers = List.of(RELEASE)),
                a(
                        "whose delivery was changed after it was signed",
                        code,
                        f ->
                                f.delivery =
                                        e ->
                                                new Envelope(
                                                        e.payloadType(),
                                                        Bytes.utf8(
                                                                swap(
                                                                                "\"revision\":8",
                                                                                "\"revision\":9")
                                                                        .apply(e.payload().text())),
                                                        e.signatures())),
                a(
                        "that carries the signature of another delivery",
                        code,
                        f -> {
                            var other = signed(Delivery.TYPE, "{}", List.of(DELIVERY)).signatures();
                            f.delivery = marked(_ -> other);
                        }),
                a(
                        "whose signature has one bit turned over",
                        code,
                        f -> f.delivery = value(v -> flipped(v, v.length - 1))),
                a(
                        "whose signature is cut short",
                        code,
                        f -> f.delivery = value(v -> Arrays.copyOf(v, v.length - 1))),
                a(
                        "whose signature has a byte behind it",
                        code,
                        f -> f.delivery = value(v -> Arrays.copyOf(v, v.length + 1))),
                a("whose signature is empty", code, f -> f.delivery = value(_ -> new byte[0])),
                a(
                        "whose signature is of two zeros",
                        code,
                        f -> f.delivery = value(_ -> new byte[] {48, 6, 2, 1, 0, 2, 1, 0})),
                a(
                        "whose signature is right and written otherwise than DER",
                        code,
                        f ->
                                f.delivery =
                                        e ->
                                                new Envelope(
                                                        e.payloadType(),
                                                        e.payload(),
                                                        List.of(
                                                                new Signature(
                                                                        DELIVERY.name(),
                                                                        DELIVERY.signs(
                                                                                "SHA256withECDSAinP1363Format",
                                                                                e.payloadType(),
                                                                                e.payload()))))),
                a(
                        "signed over a weaker digest",
                        code,
                        f ->
                                f.delivery =
                                        e ->
                                                new Envelope(
                                                        e.payloadType(),
                                                        e.payload(),
                                                        List.of(
                                                                new Signature(
                                                                        DELIVERY.name(),
                                                                        DELIVERY.signs(
                                                                                "SHA1withECDSA",
                                                                                e.payloadType(),
                                                                                e.payload()))))),
                a(
                        "by a stranger who names the delivery key",
                        code,
                        f -> {
                            f.deliverers = List.of(STRANGER);
                            f.delivery =
                                    marked(by ->
                                            List.of(
                                                    new Signature(
                                                            DELIVERY.name(),
                                                            by.getFirst().value())));
                        }),
                a(
                        "rightly signed under another key's name",
                        code,
                        f ->
                                f.delivery =
                                        marked(by ->
                                                List.of(
                                                        new Signature(
                                                                STRANGER.name(),
                                                                by.getFirst().value())))),
                a(
                        "whose delivery is signed as a list of devices",
                        code,
                        f ->
                                f.delivery =
                                        e ->
                                                signed(
                                                        DeviceAccess.TYPE,
                                                        e.payload(),
                                                        List.of(DELIVERY))),
                a(
                        "whose delivery says another type than was signed",
                        code,
                        f ->
                                f.delivery =
                                        e ->
                                                new Envelope(
                                                        Delivery.TYPE,
                                                        e.payload(),
                                                        signed(
                                                                        DeviceAccess.TYPE,
                                                                        e.payload(),
                                                                        List.of(DELIVERY))
                                                                .signatures())),
                a(
                        "whose one right signature hides behind sixteen wrong ones",
                        code,
                        f ->
                                f.delivery =
                                        marked(by -> {
                                            var many =
                                                    new ArrayList<>(
                                                            Collections.nCopies(
                                                                    16,
                                                                    new Signature(
                                                                            STRANGER.name(),
                                                                            by.getFirst()
                                                                                    .value())));
                                            many.addAll(by);
                                            return many;
                                        })));
    }
}
