package io.holdfast.sitelink.telemetry;

import io.holdfast.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes by DEFLATE (RFC 1951), and back without taking more memory than was promised. */
public final class Deflated {

    private Deflated() {}

    public static Bytes of(Bytes plain) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(plain.toArray());
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return Bytes.of(out.toByteArray());
        } finally {
            deflater.end();
        }
    }

    /** The plain bytes; empty if they are not as many as promised. */
    public static Optional<Bytes> plain(Bytes compressed, int length) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(compressed.toArray());
            // One byte more than promised would show that there is more.
            var plain = new byte[length + 1];
            int got = 0;
            while (got < plain.length && !inflater.finished()) {
                int more = inflater.inflate(plain, got, plain.length - got);
                if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                got += more;
            }
            return got == length
                    ? Optional.of(Bytes.of(Arrays.copyOf(plain, got)))
                    : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
