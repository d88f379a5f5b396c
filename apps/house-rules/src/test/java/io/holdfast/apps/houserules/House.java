package io.holdfast.apps.houserules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the rules look at: the compiled classes of every module, but for those of tests, which may
 * come in a jar of their own; the folder of the sources, and the deliberately bad classes, which
 * live in the test sources of this module in packages named {@code bad}.
 */
final class House {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("io.holdfast");

    private static final Path TEST_CLASSES = testClasses();

    private static final Map<String, JavaClasses> BAD = new ConcurrentHashMap<>();

    private House() {}

    static JavaClasses classes() {
        return CLASSES;
    }

    static JavaClasses bad(String packageName) {
        return BAD.computeIfAbsent(
                packageName,
                name ->
                        new ClassFileImporter()
                                .importPath(TEST_CLASSES.resolve(name.replace('.', '/'))));
    }

    /** A rule that cannot fail guards nothing: it has to name the bad class. */
    static void assertCatches(ArchRule rule, String badPackage, String culprit) {
        assertThatThrownBy(() -> rule.check(bad(badPackage)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(culprit);
    }

    private static Path testClasses() {
        try {
            return Path.of(House.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder of the whole house, looked for upwards from where the tests run. */
    static Path root() {
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve("core/domain/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not inside the house: " + Path.of("").toAbsolutePath());
    }
}
