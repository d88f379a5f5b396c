package io.holdfast.controller.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nothing of a backup is given out that is not what was written with this passphrase. */
class SealedFileTest {

    private static final char[] PASSPHRASE = "somebody's long words".toCharArray();
    private static final int CHUNK = 256 * 1024;
    private static final int HEAD = 18 + 4 + 32 + 32;

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new SplittableRandom(20_261_127L + length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] sealed(byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (var sealing = SealedFile.write(out, PASSPHRASE, 1)) {
            sealing.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static byte[] opened(byte[] sealed, char[] passphrase) {
        try (var in = SealedFile.read(new ByteArrayInputStream(sealed), passphrase)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatever_its_length_it_comes_back_as_it_was() {
        for (int length :
                new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17}) {
            assertThat(opened(sealed(random(length)), PASSPHRASE)).isEqualTo(random(length));
        }
    }

    @Test
    void two_files_of_the_same_have_nothing_in_common() {
        var one = sealed(random(CHUNK));
        var other = sealed(random(CHUNK));

        long same = IntStream.range(HEAD, one.length).filter(i -> one[i] == other[i]).count();
        assertThat(same).isLessThan(one.length / 100);
    }

    @Test
    void another_passphrase_is_told_from_damage() {
        assertThatThrownBy(() -> opened(sealed(random(10)), "somebody else's words".toCharArray()))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("passphrase");
    }

    @Test
    void a_flipped_bit_anywhere_is_found() {
        var sealed = sealed(random(2 * CHUNK + 100));
        var random = new SplittableRandom(20_261_127L);
        for (int i = 0; i < 200; i++) {
            int at = i < HEAD ? i : random.nextInt(sealed.length);
            var flipped = sealed.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> opened(flipped, PASSPHRASE))
                    .as("byte " + at)
                    .isInstanceOf(Unusable.class);
        }
    }

    @Test
    void what_was_cut_off_is_found_at_every_length_and_at_the_ends_of_chunks() {
        var sealed = sealed(random(3 * CHUNK));
        for (int length :
                new int[] {
                    0,
                    5,
                    HEAD,
                    HEAD + 1,
                    HEAD + CHUNK + 16,
                    HEAD + 2 * (CHUNK + 16),
                    sealed.length - 1
                }) {
            assertThatThrownBy(() -> opened(Arrays.copyOf(sealed, length), PASSPHRASE))
                    .as(length + " bytes")
                    .isInstanceOf(Unusable.class);
        }
    }

    @Test
    void chunks_cannot_be_swapped_or_doubled() {
        var sealed = sealed(random(3 * CHUNK));
        int one = CHUNK + 16;
        var swapped = sealed.clone();
        System.arraycopy(sealed, HEAD, swapped, HEAD + one, one);
        System.arraycopy(sealed, HEAD + one, swapped, HEAD, one);
        assertThatThrownBy(() -> opened(swapped, PASSPHRASE)).isInstanceOf(Unusable.class);

        var more = Arrays.copyOf(sealed, sealed.length + one);
        System.arraycopy(sealed, HEAD + 2 * one, more, sealed.length, one);
        assertThatThrownBy(() -> opened(more, PASSPHRASE)).isInstanceOf(Unusable.class);
    }
}
