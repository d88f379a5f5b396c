package io.holdfast.site.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteKeysTest {

    @TempDir Path folder;

    @Test
    void the_first_start_makes_keys_and_every_later_one_has_the_same() {
        String words;
        try (var directory = SiteDirectory.take(folder.resolve("ww-01"))) {
            words = SiteKeys.of(directory).words();
        }
        try (var directory = SiteDirectory.take(folder.resolve("ww-01"))) {
            assertThat(SiteKeys.of(directory).words()).isEqualTo(words);
        }
    }

    @Test
    void nobody_else_can_read_directory_or_keys() throws Exception {
        var place = folder.resolve("ww-01");
        try (var directory = SiteDirectory.take(place)) {
            var _ = SiteKeys.of(directory);
        }
        assertThat(Files.getPosixFilePermissions(place))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(place.resolve("keys/signing.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_directory_that_others_can_enter_is_refused() throws Exception {
        var place = folder.resolve("ww-01");
        Files.createDirectory(place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> SiteDirectory.take(place))
                .isInstanceOfSatisfying(
                        StartRefused.class, e -> assertThat(e.code()).isEqualTo("directory-open"));
    }

    @Test
    void a_database_without_keys_is_refused() throws Exception {
        try (var directory = SiteDirectory.take(folder.resolve("ww-01"))) {
            Files.writeString(directory.database(), "x");
            assertThatThrownBy(() -> SiteKeys.of(directory))
                    .isInstanceOfSatisfying(
                            StartRefused.class,
                            e -> assertThat(e.code()).isEqualTo("keys-missing"));
        }
    }

    @Test
    void keys_that_do_not_belong_together_are_refused() throws Exception {
        var first = folder.resolve("one");
        var second = folder.resolve("two");
        try (var one = SiteDirectory.take(first);
                var two = SiteDirectory.take(second)) {
            var _ = SiteKeys.of(one);
            var _ = SiteKeys.of(two);
            Files.copy(
                    second.resolve("keys/signing.pub"),
                    first.resolve("keys/signing.pub"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> SiteKeys.of(one))
                    .isInstanceOfSatisfying(
                            StartRefused.class,
                            e -> assertThat(e.code()).isEqualTo("keys-unusable"));
        }
    }

    @Test
    void a_start_that_died_while_making_keys_is_done_again() throws Exception {
        try (var directory = SiteDirectory.take(folder.resolve("ww-01"))) {
            Files.createDirectory(directory.path().resolve("keys.new"));
            Files.writeString(directory.path().resolve("keys.new/signing.key"), "half");
            assertThat(SiteKeys.of(directory).words().split(" ")).hasSize(8);
        }
    }

    @Test
    void only_one_site_node_holds_a_directory() {
        try (var directory = SiteDirectory.take(folder.resolve("ww-01"))) {
            assertThatThrownBy(() -> SiteDirectory.take(directory.path()))
                    .isInstanceOfSatisfying(
                            StartRefused.class,
                            e -> assertThat(e.code()).isEqualTo("directory-held"));
        }
    }
}
