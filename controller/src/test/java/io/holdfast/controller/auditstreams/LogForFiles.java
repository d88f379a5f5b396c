package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.audit.AuditStreams.Reached;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.plant.TestPlant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A log of forty entries of two organisations with heads, to which nobody adds any more. */
final class LogForFiles implements AutoCloseable {

    private final TestPlant plant;
    private final List<OrganizationId> whose;

    LogForFiles(Path place) throws InterruptedException {
        plant = TestPlant.start(place, "--holdfast.url=http://127.0.0.1:18098");
        var water = plant.organization("Waterworks");
        var other = plant.organization("Power");
        whose = List.of(water, OrganizationId.INSTALLATION);
        for (int i = 0; i < 40; i++) {
            int number = i;
            plant.as(
                    Caller.centre(i % 5 == 4 ? other : water, "test"),
                    () -> {
                        plant.bean(AuditLog.class)
                                .record("test.write", "test:" + number, Map.of("n", number));
                        return true;
                    });
            if (i % 10 == 9) {
                sign();
            }
        }
    }

    private void sign() throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isSigned()) {
            plant.sql("update audit_checkpoint set signed_at = now() - interval '1 hour'");
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(200);
        }
    }

    private boolean isSigned() {
        return plant.sql(
                        "select (select size from audit_tree_head) = (select max(size) from"
                                + " audit_checkpoint) and not exists (select 1 from audit_pending)"
                                + " and (select count(*) from audit_entry) = (select size from"
                                + " audit_tree_head)")
                .equals(List.of("t"));
    }

    AuditFeed feed() {
        return plant.bean(AuditFeed.class);
    }

    List<OrganizationId> whose() {
        return whose;
    }

    /** The key of this log as an auditor has it. */
    String key() {
        return feed().beginning(whose, MerkleFrontier.EMPTY).key().text();
    }

    FileSink sink(Path folder, long largest, InstantSource clock, Consumer<String> told) {
        return new FileSink(folder, largest, feed(), whose, clock, told);
    }

    /** A few leaves at a time until all is there. */
    Reached writeAll(FileSink sink, int step, Reached confirmed) throws IOException {
        var reached = sink.from(confirmed);
        while (true) {
            var part = feed().after(reached.size(), reached.head(), whose, step);
            if (part.isEmpty()) {
                return reached;
            }
            reached = sink.hand(part, reached, feed().size());
        }
    }

    /** Every finished file below the folder by its name, in order. */
    static Map<String, String> content(Path folder) throws IOException {
        var content = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".audit")).toList()) {
                content.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return content;
    }

    @Override
    public void close() {
        plant.close();
    }
}
