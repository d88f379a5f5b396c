package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {

    @Test
    void the_example_of_the_standard_comes_out_right() {
        assertThat(Sha256.of("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void every_length_agrees_with_the_one_of_the_jdk() throws NoSuchAlgorithmException {
        var jdk = MessageDigest.getInstance("SHA-256");
        for (int length = 0; length < 300; length++) {
            var text = "zürich ".repeat(length).substring(0, length * 3);
            var expected = jdk.digest(text.getBytes(StandardCharsets.UTF_8));
            assertThat(Sha256.of(text)).isEqualTo(HexFormat.of().formatHex(expected));
        }
    }
}
