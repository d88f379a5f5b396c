package io.holdfast.apps.bench.recordings;

import io.holdfast.core.observe.Survey;
import io.holdfast.simulator.snmp.RecordedAgent;
import io.holdfast.simulator.snmp.Recording;
import io.holdfast.snmp.SnmpSurvey;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader.SnmpUser;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader;
import io.holdfast.spi.SurveyReader.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Plays every recording of a folder to the real adapter, over UDP, some at a time. */
final class Replay {

    private static final String RECORDING = ".snmprec.gz";
    private static final String EXPECTED = ".expected.json.gz";

    /** On loopback only, and told to nobody else. */
    private static final String PASSWORD = "recorded-device";

    private final SurveyReader reader = new SnmpSurvey();
    private final boolean version2c;
    private final @Nullable String breaking;

    /**
     * How one recording was seen.
     *
     * @param silence why nothing was, or empty
     */
    record Seen(String name, Verdict verdict, String silence, int variables, int skipped) {

        /**
         * The first word of the name: another product's name for the system. Groups figures only.
         */
        String system() {
            int end = name.indexOf('_');
            return end < 0 ? name : name.substring(0, end);
        }
    }

    Replay(boolean version2c, @Nullable String breaking) {
        this.version2c = version2c;
        this.breaking = breaking;
    }

    static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(RECORDING))
                    .map(n -> n.substring(0, n.length() - RECORDING.length()))
                    .filter(n -> Files.exists(folder.resolve(n + EXPECTED)))
                    .sorted()
                    .toList();
        }
    }

    SortedMap<String, Seen> play(Path folder, int atOnce) throws IOException {
        var seen = new TreeMap<String, Seen>();
        try (var threads = Executors.newFixedThreadPool(atOnce)) {
            var runs = new ArrayList<Future<Seen>>();
            for (var name : names(folder)) {
                runs.add(threads.submit(() -> one(folder, name)));
            }
            for (var run : runs) {
                var one = run.get();
                seen.put(one.name(), one);
            }
        } catch (ExecutionException e) {
            throw new IOException("a recording could not be played", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return seen;
    }

    private Seen one(Path folder, String name) throws IOException {
        var recording = Recording.of(folder.resolve(name + RECORDING));
        var expected = Expected.of(folder.resolve(name + EXPECTED));
        var view =
                "order".equals(breaking) ? recording.values().descendingMap() : recording.values();
        var door =
                version2c
                        ? RecordedAgent.Door.community(PASSWORD)
                        : new RecordedAgent.Door("replay", PASSWORD, PASSWORD);
        try (var agent = RecordedAgent.open(view, name, door)) {
            var access =
                    version2c
                            ? new SnmpAccess.V2c(PASSWORD)
                            : SnmpAccess.V3.of(new SnmpUser("replay", PASSWORD, PASSWORD));
            var result =
                    reader.survey(
                            new DeviceAddress("127.0.0.1", agent.port()), access, Limits.USUAL);
            return switch (result) {
                case SurveyReader.Result.Seen(var survey) ->
                        new Seen(
                                name,
                                Comparison.of(expected, broken(survey)),
                                "",
                                recording.values().size(),
                                recording.skipped());
                case SurveyReader.Result.OtherEngine _ ->
                        throw new IllegalStateException("no engine was known beforehand");
                case SurveyReader.Result.Silent(var reason) ->
                        new Seen(
                                name,
                                Comparison.silent(expected),
                                reason,
                                recording.values().size(),
                                recording.skipped());
            };
        }
    }

    /** What the adapter would tell if it were broken in the way that was asked for. */
    private Survey broken(Survey survey) {
        boolean ports = "ports".equals(breaking);
        boolean vlans = "vlans".equals(breaking);
        if (!ports && !vlans) {
            return survey;
        }
        return new Survey(
                survey.inventory(),
                survey.vendor(),
                survey.identity(),
                ports ? survey.ports().subList(0, survey.ports().size() / 2) : survey.ports(),
                vlans ? List.of() : survey.vlans(),
                survey.macs(),
                survey.neighbours(),
                survey.parts(),
                survey.sensors(),
                survey.load(),
                survey.clients(),
                survey.notes(),
                survey.spoiled());
    }
}
