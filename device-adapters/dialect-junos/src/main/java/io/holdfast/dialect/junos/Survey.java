package io.holdfast.dialect.junos;

import io.holdfast.core.config.DeviceConfig;
import java.util.List;

/**
 * A configuration that people wrote by hand, as far as it is understood. Nothing is dropped in
 * silence: whatever does not stand in {@code understood} has a remark that names it.
 *
 * @param remarks where and what, in the order of the text; empty if everything was understood
 */
public record Survey(DeviceConfig understood, List<String> remarks) {

    public Survey {
        remarks = List.copyOf(remarks);
    }
}
