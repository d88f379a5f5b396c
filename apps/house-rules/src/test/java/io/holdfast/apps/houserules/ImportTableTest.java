package io.holdfast.apps.houserules;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImportTableTest {

    @ParameterizedTest
    @MethodSource("rows")
    void the_house_keeps(ImportTable.Row row) {
        row.rule().check(House.classes());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_class_that_breaks_it_is_named(ImportTable.Row row) {
        House.assertCatches(row.rule(), row.badPackage(), row.culprit());
    }

    @Test
    void a_file_opened_in_core_is_named() {
        var rule =
                ImportTable.rows().stream()
                        .filter(row -> row.badPackage().equals("io.holdfast.sitelink.bad"))
                        .findFirst()
                        .orElseThrow()
                        .rule();
        House.assertCatches(rule, "io.holdfast.sitelink.bad", "SavesItself");
    }

    static List<ImportTable.Row> rows() {
        return ImportTable.rows();
    }
}
