package io.holdfast.sitelink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HostKeyTest {

    private static String fingerprint(int first) {
        var digest = new byte[32];
        digest[0] = (byte) first;
        digest[7] = 5;
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    }

    @Test
    void a_fingerprint_is_eight_words_of_its_first_eight_bytes() {
        var words = HostKey.words(fingerprint(1));
        assertThat(words.split(" ")).hasSize(8);
        assertThat(words)
                .startsWith(
                        FingerprintWords.ofContent(
                                HexFormat.of().formatHex(new byte[] {1, 0, 0, 0, 0, 0})))
                .endsWith(FingerprintWords.list().get(5));
        assertThat(HostKey.words(fingerprint(2))).isNotEqualTo(words);
    }

    @Test
    void what_is_no_such_fingerprint_has_no_words() {
        for (var text :
                new String[] {"", "SHA256:x", "engine:80001f88", "SHA256:" + "!".repeat(43)}) {
            assertThat(HostKey.words(text)).isEmpty();
        }
    }
}
