package io.holdfast.sitelink;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopesTest {

    private static final String TYPE = "application/vnd.holdfast.test+json;v=1";
    private static final Bytes PAYLOAD = Bytes.utf8("{\"a\":1}");
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final Keys anna = Keys.p256();
    private final Keys bernd = Keys.p256();
    private final List<Bytes> trusted = List.of(anna.open(), bernd.open());
    private final Envelope signed = Envelopes.sign(TYPE, PAYLOAD, anna.secret(), anna.open());

    private static Envelope with(Envelope envelope, Envelope.Signature... signatures) {
        return new Envelope(envelope.payloadType(), envelope.payload(), List.of(signatures));
    }

    @Test
    void the_encoding_that_is_signed_is_that_of_dsse() {
        assertThat(
                        new String(
                                Envelopes.encoding(
                                        "http://example.com/HelloWorld", Bytes.utf8("hello world")),
                                StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void a_signature_of_a_trusted_key_counts() {
        assertThat(Envelopes.verify(signed, TYPE, trusted, 1)).isTrue();
        assertThat(Envelopes.signers(signed, trusted)).containsExactly(anna.id());
    }

    @Test
    void an_envelope_comes_back_whole_over_the_wire() {
        var back = WireJson.read(Envelope.class, WireJson.write(signed));

        assertThat(Envelopes.verify(back, TYPE, trusted, 1)).isTrue();
    }

    @Test
    void two_keys_are_two_and_one_key_signing_twice_is_one() {
        var twice = Envelopes.countersign(signed, anna.secret(), anna.open());
        var both = Envelopes.countersign(signed, bernd.secret(), bernd.open());

        assertThat(twice.signatures()).hasSize(2);
        assertThat(Envelopes.verify(twice, TYPE, trusted, 2)).isFalse();
        assertThat(Envelopes.verify(both, TYPE, trusted, 2)).isTrue();
    }

    @Test
    void the_mirrored_signature_of_the_same_key_is_not_a_second_one() {
        var first = signed.signatures().getFirst();
        var mirrored = new Envelope.Signature(first.keyId(), mirrored(first.value()));
        var envelope = with(signed, first, mirrored);

        assertThat(mirrored.value()).isNotEqualTo(first.value());
        assertThat(Envelopes.verify(with(signed, mirrored), TYPE, trusted, 1)).isTrue();
        assertThat(Envelopes.verify(envelope, TYPE, trusted, 2)).isFalse();
    }

    @Test
    void the_same_key_listed_twice_is_still_one() {
        var twice = Envelopes.countersign(signed, anna.secret(), anna.open());

        assertThat(Envelopes.verify(twice, TYPE, List.of(anna.open(), anna.open()), 2)).isFalse();
    }

    @Test
    void a_key_id_that_names_another_key_does_not_count() {
        var lent = new Envelope.Signature(bernd.id(), signed.signatures().getFirst().value());

        assertThat(Envelopes.signers(with(signed, lent), trusted)).isEmpty();
    }

    @Test
    void an_unknown_key_another_payload_and_another_type_are_refused() {
        var stranger = Keys.p256();
        var foreign = Envelopes.sign(TYPE, PAYLOAD, stranger.secret(), stranger.open());
        var changed = new Envelope(TYPE, Bytes.utf8("{\"a\":2}"), signed.signatures());
        var retyped = new Envelope(TYPE + "2", PAYLOAD, signed.signatures());

        assertThat(Envelopes.verify(foreign, TYPE, trusted, 1)).isFalse();
        assertThat(Envelopes.verify(changed, TYPE, trusted, 1)).isFalse();
        assertThat(Envelopes.verify(retyped, TYPE + "2", trusted, 1)).isFalse();
        assertThat(Envelopes.verify(signed, "another", trusted, 1)).isFalse();
    }

    @Test
    void a_threshold_of_zero_still_needs_one_key() {
        assertThat(Envelopes.verify(with(signed), TYPE, trusted, 0)).isFalse();
    }

    @Test
    void a_key_on_another_curve_never_counts() {
        var other = Keys.on("secp384r1");
        var envelope = Envelopes.sign(TYPE, PAYLOAD, other.secret(), other.open());

        assertThat(Envelopes.verify(envelope, TYPE, List.of(other.open()), 1)).isFalse();
    }

    @Test
    void garbage_in_place_of_a_key_or_a_signature_is_a_no_and_not_an_error() {
        var garbage = Bytes.of(new byte[] {1, 2, 3});
        var broken = new Envelope.Signature(anna.id(), garbage);

        assertThat(Envelopes.signers(with(signed, broken), trusted)).isEmpty();
        assertThat(Envelopes.signers(signed, List.of(garbage))).isEmpty();
        var zero = new Envelope.Signature(anna.id(), der(BigInteger.ZERO, BigInteger.ZERO));
        assertThat(Envelopes.signers(with(signed, zero), trusted)).isEmpty();
    }

    @Test
    void a_flood_of_signatures_is_not_looked_at() {
        var junk = new Envelope.Signature(bernd.id(), Bytes.of(new byte[70]));
        var flood = new java.util.ArrayList<>(Collections.nCopies(Envelopes.MOST_SIGNATURES, junk));
        flood.add(signed.signatures().getFirst());

        assertThat(Envelopes.verify(new Envelope(TYPE, PAYLOAD, flood), TYPE, trusted, 1))
                .isFalse();
    }

    /** (r, n - s) verifies as well as (r, s): ECDSA is malleable. */
    private static Bytes mirrored(Bytes der) {
        var bytes = der.toArray();
        int lengthOfR = bytes[3];
        var r = new BigInteger(Arrays.copyOfRange(bytes, 4, 4 + lengthOfR));
        var s = new BigInteger(Arrays.copyOfRange(bytes, 6 + lengthOfR, bytes.length));
        return der(r, ORDER.subtract(s));
    }

    private static Bytes der(BigInteger r, BigInteger s) {
        var rs = List.of(r.toByteArray(), s.toByteArray());
        int length = rs.get(0).length + rs.get(1).length + 4;
        var der = new byte[length + 2];
        der[0] = 0x30;
        der[1] = (byte) length;
        int at = 2;
        for (var number : rs) {
            der[at++] = 2;
            der[at++] = (byte) number.length;
            System.arraycopy(number, 0, der, at, number.length);
            at += number.length;
        }
        return Bytes.of(der);
    }
}
