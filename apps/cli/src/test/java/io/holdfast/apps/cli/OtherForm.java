package io.holdfast.apps.cli;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Envelope.Signature;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** The second form of an ECDSA signature: (r, n - s) fits wherever (r, s) does. */
final class OtherForm {

    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private OtherForm() {}

    static Signature of(Signature signature) {
        var der = signature.value().toArray();
        int lengthOfR = der[3];
        var r = new BigInteger(Arrays.copyOfRange(der, 4, 4 + lengthOfR));
        var s = new BigInteger(Arrays.copyOfRange(der, 6 + lengthOfR, der.length));
        var body = new ByteArrayOutputStream();
        integer(body, r);
        integer(body, ORDER.subtract(s));
        var whole = new ByteArrayOutputStream();
        whole.write(0x30);
        whole.write(body.size());
        whole.writeBytes(body.toByteArray());
        return new Signature(signature.keyId(), Bytes.of(whole.toByteArray()));
    }

    private static void integer(ByteArrayOutputStream out, BigInteger value) {
        var bytes = value.toByteArray();
        out.write(2);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}
