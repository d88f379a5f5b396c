package io.holdfast.controller.policies;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.spi.ReadResult;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a device's own text means, by the dialect that knows it. */
@Component
public class TextMeaning {

    private final Dialects dialects;

    TextMeaning(Dialects dialects) {
        this.dialects = dialects;
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
