package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {

    private static final List<InetSocketAddress> NOWHERE =
            List.of(InetSocketAddress.createUnresolved("no-such-host", 514));

    @Test
    void a_name_without_an_address_is_refused_before_anything_listens() {
        var none = List.<InetSocketAddress>of();
        for (var listening :
                List.<Runnable>of(
                        () -> new NodeSettings.Listening(NOWHERE, none, none, none),
                        () -> new NodeSettings.Listening(none, NOWHERE, none, none),
                        () -> new NodeSettings.Listening(none, none, NOWHERE, none),
                        () -> new NodeSettings.Listening(none, none, none, NOWHERE))) {
            assertThatThrownBy(listening::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no-such-host");
        }
    }
}
