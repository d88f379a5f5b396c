package io.holdfast.controller.imports.rest;

import io.holdfast.api.ImportsApi;
import io.holdfast.api.model.ImportLine;
import io.holdfast.api.model.ImportLineProblem;
import io.holdfast.api.model.ImportResult;
import io.holdfast.controller.imports.ImportProblem;
import io.holdfast.controller.imports.ImportReport;
import io.holdfast.controller.imports.ImportReport.Action;
import io.holdfast.controller.imports.SiteImports;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.Idempotency;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Imports over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class ImportsEndpoint implements ImportsApi {

    private static final String USUAL_REASON = "Imported from a file.";

    private final SiteImports imports;
    private final Idempotency idempotency;
    private final HttpServletRequest request;

    ImportsEndpoint(SiteImports imports, Idempotency idempotency, HttpServletRequest request) {
        this.imports = imports;
        this.idempotency = idempotency;
        this.request = request;
    }

    @Override
    public ResponseEntity<ImportResult> importSites(
            Resource body, Boolean dryRun, @Nullable String reason, @Nullable String key) {
        var file = bytes(body);
        var form = form();
        var why = Objects.requireNonNullElse(reason, USUAL_REASON);
        if (dryRun) {
            return ResponseEntity.ok(result(imports.run(file, form, why, true)));
        }
        return idempotency.once(
                key,
                "importSites",
                List.of(form.name(), why, HexFormat.of().formatHex(file)),
                ImportResult.class,
                () -> {
                    var report = imports.run(file, form, why, false);
                    if (!report.applied()) {
                        throw refused(report);
                    }
                    return ResponseEntity.status(201).body(result(report));
                });
    }

    private SiteImports.Form form() {
        var type = Objects.requireNonNullElse(request.getContentType(), "");
        return MediaType.parseMediaType(type).getSubtype().toLowerCase(Locale.ROOT).equals("csv")
                ? SiteImports.Form.CSV
                : SiteImports.Form.JSON;
    }

    private static byte[] bytes(Resource body) {
        try {
            return body.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refused refused(ImportReport report) {
        var problems = report.allProblems();
        return new Refused(
                Refused.Kind.INVALID,
                "IMPORT_REFUSED",
                "Nothing was imported: " + problems.size() + " problems, all listed.",
                problems.stream()
                        .map(p ->
                                new Refused.Fault(
                                        p.line() == 0
                                                ? "/" + p.field()
                                                : "/lines/" + p.line() + "/" + p.field(),
                                        p.code(),
                                        p.detail()))
                        .toList());
    }

    private static ImportResult result(ImportReport report) {
        var result =
                new ImportResult(
                        report.applied(),
                        (int) report.count(Action.ADD),
                        (int) report.count(Action.PROPOSE),
                        (int) report.count(Action.UNCHANGED),
                        (int) report.count(Action.FAULTY),
                        report.lines().stream()
                                .map(l ->
                                        new ImportLine(
                                                l.line(),
                                                l.action().name(),
                                                l.what(),
                                                problems(l.problems())))
                                .toList(),
                        problems(report.problems()));
        report.change().ifPresent(change -> result.setChange(change.toString()));
        return result;
    }

    private static List<ImportLineProblem> problems(List<ImportProblem> problems) {
        return problems.stream()
                .map(p -> new ImportLineProblem(p.field(), p.code(), p.detail()))
                .toList();
    }
}
