package io.holdfast.sitelink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Sealing.Opened;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SealingTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] SECRET = "pass phrase".getBytes(StandardCharsets.UTF_8);
    private static final SiteIdentity SITE = new SiteIdentity("o-1", new SiteId("ww-01"), 1);
    private static final String PURPOSE = Sealing.deviceSecret(SITE, new DeviceSlot("fw-1"));

    private static KeyPair keys(String curve) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static Opened open(KeyPair keys, String purpose, byte[] sealed) {
        return Sealing.open(keys.getPrivate(), keys.getPublic().getEncoded(), purpose, sealed);
    }

    @Test
    void the_site_opens_what_was_sealed_to_it_for_this_device() throws Exception {
        var site = keys("secp256r1");
        var sealed = Sealing.seal(site.getPublic().getEncoded(), PURPOSE, SECRET, RANDOM);

        assertThat(open(site, PURPOSE, sealed))
                .isInstanceOfSatisfying(
                        Opened.Plain.class, plain -> assertThat(plain.bytes()).isEqualTo(SECRET));
    }

    @Test
    void sealing_twice_never_gives_the_same_bytes() throws Exception {
        var key = keys("secp256r1").getPublic().getEncoded();
        assertThat(Sealing.seal(key, PURPOSE, SECRET, RANDOM))
                .isNotEqualTo(Sealing.seal(key, PURPOSE, SECRET, RANDOM));
    }

    @Test
    void another_site_another_device_and_another_incarnation_cannot_open_it() throws Exception {
        var site = keys("secp256r1");
        var sealed = Sealing.seal(site.getPublic().getEncoded(), PURPOSE, SECRET, RANDOM);
        var next = new SiteIdentity("o-1", new SiteId("ww-01"), 2);

        assertThat(open(keys("secp256r1"), PURPOSE, sealed)).isInstanceOf(Opened.NotReadable.class);
        assertThat(open(site, Sealing.deviceSecret(SITE, new DeviceSlot("sw-1")), sealed))
                .isInstanceOf(Opened.NotReadable.class);
        assertThat(open(site, Sealing.deviceSecret(next, new DeviceSlot("fw-1")), sealed))
                .isInstanceOf(Opened.NotReadable.class);
    }

    @Test
    void every_flipped_bit_is_noticed() throws Exception {
        var site = keys("secp256r1");
        var sealed = Sealing.seal(site.getPublic().getEncoded(), PURPOSE, SECRET, RANDOM);
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            assertThat(open(site, PURPOSE, changed))
                    .as("byte %d", i)
                    .isInstanceOf(Opened.NotReadable.class);
        }
    }

    @Test
    void a_short_long_or_future_form_is_refused_without_trying() throws Exception {
        var site = keys("secp256r1");
        assertThat(open(site, PURPOSE, new byte[0])).isInstanceOf(Opened.NotReadable.class);
        assertThat(open(site, PURPOSE, new byte[200_000])).isInstanceOf(Opened.NotReadable.class);
        var sealed = Sealing.seal(site.getPublic().getEncoded(), PURPOSE, SECRET, RANDOM);
        sealed[0] = 2;
        assertThat(open(site, PURPOSE, sealed)).isEqualTo(new Opened.NotReadable("form 2"));
    }

    @Test
    void a_key_of_another_curve_or_off_the_curve_is_refused() throws Exception {
        var other = keys("secp384r1").getPublic().getEncoded();
        assertThat(Sealing.isP256(other)).isFalse();
        assertThatThrownBy(() -> Sealing.seal(other, PURPOSE, SECRET, RANDOM))
                .isInstanceOf(IllegalArgumentException.class);

        var off = keys("secp256r1").getPublic().getEncoded();
        off[off.length - 1] ^= 1;
        assertThat(Sealing.isP256(off)).isFalse();
    }

    @Test
    void nothing_prints_the_secret() throws Exception {
        var site = keys("secp256r1");
        var sealed = Sealing.seal(site.getPublic().getEncoded(), PURPOSE, SECRET, RANDOM);
        assertThat(open(site, PURPOSE, sealed)).hasToString("Plain[11 bytes]");
    }

    @Test
    void a_fingerprint_is_eight_words_and_the_list_has_256_different_ones() throws Exception {
        assertThat(FingerprintWords.list()).hasSize(256);
        assertThat(new HashSet<>(FingerprintWords.list())).hasSize(256);
        var key = "always the same".getBytes(StandardCharsets.UTF_8);
        assertThat(FingerprintWords.of(key)).isEqualTo(FingerprintWords.of(key));
        assertThat(FingerprintWords.of(key).split(" ")).hasSize(8);
        assertThat(FingerprintWords.of(keys("secp256r1").getPublic().getEncoded()))
                .isNotEqualTo(FingerprintWords.of(key));
    }
}
