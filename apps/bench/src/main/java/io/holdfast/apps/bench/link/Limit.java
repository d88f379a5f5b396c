package io.holdfast.apps.bench.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What {@code openssl speed} says this machine could do. A full handshake with both certificates
 * costs the server one signature, two verifications, one new key and one agreement.
 */
record Limit(double signs, double verifies, double agreements, String version) {

    static final List<String> COMMAND =
            List.of("openssl", "speed", "-seconds", "1", "-mr", "ecdsap256", "ecdhx25519");

    /** Empty where openssl is not installed. */
    static Optional<Limit> measured() throws InterruptedException {
        try {
            double signs = 0;
            double verifies = 0;
            double agreements = 0;
            for (var line : output(COMMAND).lines().toList()) {
                var parts = List.of(line.split(":", -1));
                if (parts.getFirst().equals("+F4")) {
                    signs = Double.parseDouble(parts.get(3));
                    verifies = Double.parseDouble(parts.get(4));
                } else if (parts.getFirst().equals("+F5")) {
                    agreements = Double.parseDouble(parts.get(3));
                }
            }
            return signs > 0 && verifies > 0 && agreements > 0
                    ? Optional.of(
                            new Limit(
                                    signs,
                                    verifies,
                                    agreements,
                                    output(List.of("openssl", "version")).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        process.waitFor();
        return said;
    }

    /** Handshakes for one CPU second. */
    double handshakes() {
        return 1 / (1 / signs + 2 / verifies + 2 / agreements);
    }
}
