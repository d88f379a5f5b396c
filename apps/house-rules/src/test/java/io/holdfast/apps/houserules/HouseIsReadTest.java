package io.holdfast.apps.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.Prefix;
import io.holdfast.sitelink.Envelope;
import io.holdfast.spi.DeviceSession;
import org.junit.jupiter.api.Test;

class HouseIsReadTest {

    @Test
    void classes_of_other_modules_are_read() {
        assertThat(House.classes().contain(Prefix.class)).isTrue();
        assertThat(House.classes().contain(Envelope.class)).isTrue();
        assertThat(House.classes().contain(DeviceSession.class)).isTrue();
    }

    @Test
    void the_bad_examples_are_not_part_of_the_house() {
        assertThat(House.classes()).noneMatch(type -> type.getPackageName().contains(".bad"));
    }

    @Test
    void the_sources_are_found() {
        assertThat(House.root().resolve("pom.xml")).exists();
    }
}
