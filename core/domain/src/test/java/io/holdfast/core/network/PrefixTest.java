package io.holdfast.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrefixTest {

    @Test
    void a_prefix_is_found_again_from_its_ends() {
        for (var text :
                List.of(
                        "0.0.0.0/0",
                        "10.1.40.0/24",
                        "10.1.40.7/32",
                        "::/0",
                        "2001:db8::/32",
                        "2001:db8:1:40::/64",
                        "2001:db8:1:40::/63",
                        "2001:db8:1:40::/65",
                        "::1:0:0:0/96",
                        "2001:db8::1/128")) {
            var prefix = Prefix.of(text);
            assertThat(Prefix.spanning(prefix.first(), prefix.last())).contains(prefix);
        }
    }

    @Test
    void what_is_not_one_prefix_is_not_taken_for_one() {
        assertThat(spanning("10.0.0.1", "10.0.0.2")).isFalse();
        assertThat(spanning("10.0.0.0", "10.0.0.2")).isFalse();
        assertThat(spanning("10.0.1.0", "10.0.2.255")).isFalse();
        assertThat(spanning("::", "::fffe:ffff:ffff")).isFalse();
        assertThat(spanning("2001:db8::", "2001:db9::")).isFalse();
        assertThat(spanning("2001:db8:0:1::", "2001:db8:0:2:ffff:ffff:ffff:ffff")).isFalse();
        assertThat(spanning("10.0.0.0", "::1")).isFalse();
    }

    @Test
    void a_prefix_whose_end_is_an_ipv4_mapped_address_is_refused() {
        for (int length = 80; length < 96; length++) {
            var text = (length == 80 ? "::" : mappedSide(length)) + "/" + length;
            assertThatThrownBy(() -> Prefix.of(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("IPv4-mapped");
        }
    }

    @Test
    void the_address_after_one_is_the_next_that_may_be_written() {
        assertThat(IpAddress.of("10.1.0.255").next()).hasValue(IpAddress.of("10.1.1.0"));
        assertThat(IpAddress.of("255.255.255.255").next()).isEmpty();
        assertThat(IpAddress.of("2001:db8::ffff:ffff:ffff:ffff").next())
                .hasValue(IpAddress.of("2001:db8:0:1::"));
        assertThat(IpAddress.of("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").next()).isEmpty();
        // The next would be IPv4-mapped, which has another spelling.
        assertThat(IpAddress.of("::fffe:ffff:ffff").next()).isEmpty();
    }

    private static String mappedSide(int length) {
        int group = 0xFFFF & ~((1 << (96 - length)) - 1);
        return "::" + Integer.toHexString(group) + ":0:0";
    }

    private static boolean spanning(String first, String last) {
        return Prefix.spanning(IpAddress.of(first), IpAddress.of(last)).isPresent();
    }
}
