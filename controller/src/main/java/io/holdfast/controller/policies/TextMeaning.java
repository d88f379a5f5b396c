package io.holdfast.controller.policies;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** What a device's own text means, by the dialect that knows it. */
@Component
public class TextMeaning {

    private final Dialects dialects;

    TextMeaning(Dialects dialects) {
        this.dialects = dialects;
    }

    /** What a device's whole configuration means, as far as Holdfast owns it. */
    public sealed interface Whole {

        /**
         * The owned part.
         *
         * @param beside top-level parts of the text that are not Holdfast's, by name
         */
        record Understood(DeviceConfig config, List<String> beside) implements Whole {
            public Understood {
                beside = List.copyOf(beside);
            }
        }

        record NotUnderstood(String reason) implements Whole {}
    }

    /**
     * What a whole configuration means.
     *
     * @param modules of the device, by which its dialect is known
     * @param text the children of a NETCONF data element
     */
    public Whole ofWhole(List<String> modules, String text) {
        var capabilities = Dialects.capabilities(modules);
        var dialect = dialects.forDevice(capabilities);
        if (dialect.isEmpty()) {
            return new Whole.NotUnderstood("No dialect knows a device with these modules.");
        }
        return switch (XmlDocument.readFragment(text, XmlLimits.DEVICE)) {
            case XmlResult.Rejected(var reason) -> new Whole.NotUnderstood(reason);
            case XmlResult.Parsed(var root) -> {
                var owned = dialect.get().owns(capabilities);
                var beside = new TreeSet<String>();
                root.children().stream()
                        .filter(e -> owned.stream().noneMatch(t -> e.is(t.namespace(), t.name())))
                        .forEach(e -> beside.add(e.name()));
                var part = Subtree.textOf(root, owned);
                if (part.isBlank()) {
                    yield new Whole.NotUnderstood("It has none of the parts that are Holdfast's.");
                }
                yield switch (dialect.get().read(part)) {
                    case ReadResult.Read(var config) ->
                            new Whole.Understood(config, List.copyOf(beside));
                    case ReadResult.Unreadable(var reason) -> new Whole.NotUnderstood(reason);
                };
            }
        };
    }

    /**
     * A configuration in the words of a dialect.
     *
     * @param modules of the device that is spoken to
     */
    public String text(String dialect, List<String> modules, DeviceConfig config) {
        return dialects.named(dialect)
                .orElseThrow(() -> new IllegalArgumentException("no dialect " + dialect))
                .render(config, Dialects.capabilities(modules))
                .text();
    }

    /**
     * The configuration a text stands for.
     *
     * @param dialect the dialect's name, as in ietf
     * @return empty if there is no text, no such dialect, or the dialect cannot read it
     */
    public Optional<DeviceConfig> of(String dialect, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return dialects.named(dialect)
                .map(d -> d.read(text))
                .flatMap(result ->
                        result instanceof ReadResult.Read(var config)
                                ? Optional.of(config)
                                : Optional.empty());
    }
}
