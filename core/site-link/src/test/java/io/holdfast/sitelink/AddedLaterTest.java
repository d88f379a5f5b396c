package io.holdfast.sitelink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.AddedLater;
import io.holdfast.core.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddedLaterTest {

    /** How it was stored first. */
    record Pump(String name) {}

    /** How it is known today. */
    record GrownPump(
            String name,
            @AddedLater List<String> valves,
            @AddedLater boolean spare,
            @AddedLater Drive drive,
            @AddedLater Colour colour) {}

    sealed interface Drive {
        record Unknown() implements Drive {}

        record Electric(int volts) implements Drive {}
    }

    enum Colour {
        PLAIN,
        RED
    }

    private static final GrownPump SILENT =
            new GrownPump("p-1", List.of(), false, new Drive.Unknown(), Colour.PLAIN);

    private static final GrownPump TALKING =
            new GrownPump("p-1", List.of("v-1"), true, new Drive.Electric(400), Colour.RED);

    private static <T extends Record> T read(Class<T> type, String text) {
        return WireJson.read(type, Bytes.utf8(text));
    }

    @Test
    void what_was_stored_before_a_component_existed_is_still_read() {
        assertThat(read(GrownPump.class, WireJson.text(new Pump("p-1")))).isEqualTo(SILENT);
    }

    @Test
    void a_value_that_says_nothing_new_is_written_as_before_so_its_digest_stays() {
        assertThat(WireJson.text(SILENT)).isEqualTo(WireJson.text(new Pump("p-1")));
    }

    @Test
    void an_older_reader_refuses_what_it_would_not_understand() {
        assertThatThrownBy(() -> read(Pump.class, WireJson.text(TALKING)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("no such field");
    }

    @Test
    void what_says_something_comes_back_equal() {
        assertThat(read(GrownPump.class, WireJson.text(TALKING))).isEqualTo(TALKING);
    }

    @Test
    void saying_nothing_has_one_spelling() {
        for (var field :
                List.of(
                        "\"valves\":[]",
                        "\"spare\":false",
                        "\"drive\":{\"type\":\"unknown\"}",
                        "\"colour\":\"PLAIN\"")) {
            assertThatThrownBy(() -> read(GrownPump.class, "{\"name\":\"p-1\"," + field + "}"))
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageContaining("says nothing");
        }
    }
}
