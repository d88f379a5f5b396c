package io.holdfast.simulator;

import io.holdfast.simulator.datastore.Chronicle;
import io.holdfast.simulator.datastore.HistoryEntry;
import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import io.holdfast.simulator.xml.Element;
import io.holdfast.simulator.xml.XmlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a device keeps without current, in two files: what it saved to startup, and its history, a
 * line for each change. Both are on disk before whoever caused the change has an answer.
 */
final class Flash implements Chronicle {

    private final Path startup;
    private final Path history;

    private Flash(Path folder, String site, String slot) {
        startup = folder.resolve(site + "-" + slot + ".startup.xml");
        history = folder.resolve(site + "-" + slot + ".history");
    }

    /** The site as it starts again: each device with what it had saved. */
    static SiteDescription saved(SiteDescription site, Path folder) throws IOException {
        Files.createDirectories(folder);
        var devices = new ArrayList<DeviceDescription>();
        for (var device : site.devices()) {
            var file = new Flash(folder, site.site(), device.slot()).startup;
            devices.add(Files.exists(file) ? device.withFactory(Files.readString(file)) : device);
        }
        return new SiteDescription(
                site.site(),
                List.copyOf(devices),
                site.cables(),
                site.zones(),
                site.stations(),
                site.siteNode(),
                site.siteNodeAt());
    }

    static void keep(SimulatedSite site, Path folder) {
        site.devices()
                .forEach(device ->
                        device.datastores().keep(new Flash(folder, site.name(), device.slot())));
    }

    @Override
    public void remembered(HistoryEntry entry, Element saved) {
        try {
            if (entry.cause() == Cause.SAVED) {
                var children =
                        saved.children().stream()
                                .map(XmlWriter::flat)
                                .collect(Collectors.joining("\n"));
                var whole = startup.resolveSibling(startup.getFileName() + ".part");
                synced(whole, children, StandardOpenOption.TRUNCATE_EXISTING);
                Files.move(
                        whole,
                        startup,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            synced(history, line(entry), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(HistoryEntry entry) {
        return String.join(
                        " ",
                        entry.at().toString(),
                        entry.cause().name(),
                        entry.running(),
                        entry.transaction().isEmpty() ? "-" : entry.transaction())
                + "\n";
    }

    private static void synced(Path file, String text, StandardOpenOption how) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        }
    }
}
