package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeighedQueueTest {

    private final WeighedQueue<String> queue = new WeighedQueue<>(4, 100);

    @Test
    void few_heavy_things_fill_it_as_many_light_ones_do() throws Exception {
        assertThat(queue.offer("heavy", 60)).isTrue();
        assertThat(queue.offer("as heavy", 60)).isFalse();
        assertThat(queue.offer("light", 40)).isTrue();
        assertThat(queue.offer("one more", 1)).isFalse();
        assertThat(queue.poll()).contains("heavy");
        assertThat(queue.offer("as heavy", 60)).as("room again").isTrue();
    }

    @Test
    void it_is_bounded_by_count_too_and_what_is_taken_weighs_no_more() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(queue.offer("x", 0)).isTrue();
        }
        assertThat(queue.offer("x", 0)).isFalse();
        var taken = new ArrayList<String>();
        queue.drainTo(taken, 3);
        assertThat(taken).isEqualTo(List.of("x", "x", "x"));
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.poll()).contains("x");
        assertThat(queue.poll()).isEmpty();
        assertThat(queue.offer("all the room", 100)).isTrue();
    }
}
