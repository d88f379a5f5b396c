package io.holdfast.apps.cli;

import io.holdfast.bundlecheck.Meanings;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import java.util.List;
import java.util.ServiceLoader;

/** The dialects that stand beside this program. */
record InstalledDialects(List<DeviceDialect> dialects) implements Meanings {

    static InstalledDialects load() {
        return new InstalledDialects(
                ServiceLoader.load(DeviceDialect.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    @Override
    public Meaning read(String dialect, String text) {
        return dialects.stream()
                .filter(d -> d.name().equals(dialect))
                .findFirst()
                .map(d -> meaning(d.read(text)))
                .orElseGet(Meaning.UnknownDialect::new);
    }

    private static Meaning meaning(ReadResult result) {
        return switch (result) {
            case ReadResult.Read(var config) -> new Meaning.Means(config);
            case ReadResult.Unreadable(var reason) -> new Meaning.Unreadable(reason);
        };
    }
}
