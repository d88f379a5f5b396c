package io.holdfast.apps.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class SourceRulesTest {

    private static final String LATER = "// TO" + "DO";

    @Test
    void files_are_short() throws IOException {
        assertThat(findings(SourceRules::tooLong)).isEmpty();
    }

    @Test
    void what_is_put_off_has_an_issue_number() throws IOException {
        assertThat(findings(SourceRules::putOffWithoutIssue)).isEmpty();
    }

    @Test
    void no_word_stands_in_a_view() throws IOException {
        assertThat(findings(WordsInViews::find)).isEmpty();
    }

    @Test
    void a_word_in_a_view_is_named_with_its_line_and_what_is_no_word_is_not() {
        var view = WordsInViews.DASHBOARD + "io/holdfast/ui/sites/SitesView.java";
        assertThat(
                        WordsInViews.find(
                                view,
                                """
                                // "Not this"
                                title("Every site");
                                head("Revision");
                                """))
                .containsExactly(
                        view + ":2 says \"Every site\" in one language only",
                        view + ":3 says \"Revision\" in one language only");
        assertThat(
                        WordsInViews.find(
                                view,
                                """
                                title(getTranslation("sites.title"));
                                add("<p class='hf-why'>", "hf-link missing", "SHA-256", "VLAN ");
                                """))
                .isEmpty();
        assertThat(WordsInViews.find("core/Words.java", "say(\"Every site\");")).isEmpty();
    }

    @Test
    void a_number_in_local_digits_is_named() {
        var view = WordsInViews.DASHBOARD + "A.java";
        assertThat(WordsInViews.find(view, "x\n\"%d\".formatted(1);")).hasSize(1);
        assertThat(WordsInViews.find(view, "String.format(\n  \"%.1f\", 1.0);")).hasSize(1);
        assertThat(WordsInViews.find(view, "String.format(Locale.ROOT, \"%d\", 1);")).isEmpty();
    }

    @Test
    void sources_of_every_kind_of_module_are_read() {
        assertThat(SourceRules.sources(House.root()))
                .anyMatch(path -> path.endsWith("core/network/Prefix.java"))
                .anyMatch(path -> path.endsWith("openapi/holdfast.v1.yaml"))
                .noneMatch(path -> path.toString().contains("/target/"));
    }

    @Test
    void a_long_file_is_named() {
        assertThat(SourceRules.tooLong("a/Long.java", "x\n".repeat(400))).hasSize(1);
        assertThat(SourceRules.tooLong("a/Fits.java", "x\n".repeat(399))).isEmpty();
    }

    @Test
    void a_view_has_to_be_shorter() {
        assertThat(SourceRules.tooLong("ui/SitesView.java", "x\n".repeat(300))).hasSize(1);
        assertThat(SourceRules.tooLong("ui/SitesView.java", "x\n".repeat(299))).isEmpty();
    }

    @Test
    void putting_off_without_a_number_is_named_with_its_line() {
        assertThat(SourceRules.putOffWithoutIssue("A.java", "a\n" + LATER + " later\n"))
                .containsExactly("A.java:2 puts off without an issue number");
        assertThat(SourceRules.putOffWithoutIssue("A.java", LATER + " #12: later\n")).isEmpty();
        assertThat(SourceRules.putOffWithoutIssue("A.java", LATER + "(#12) later\n")).isEmpty();
    }

    private static List<String> findings(BiFunction<String, String, List<String>> rule)
            throws IOException {
        var root = House.root();
        var findings = new ArrayList<String>();
        for (var source : SourceRules.sources(root)) {
            findings.addAll(
                    rule.apply(root.relativize(source).toString(), Files.readString(source)));
        }
        return findings;
    }
}
