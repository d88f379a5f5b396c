package io.holdfast.core.config;

import io.holdfast.core.Names;

/** A VLAN that exists on a switch (IEEE 802.1Q). */
public record Vlan(int id, String name) {

    public Vlan {
        if (id < 1 || id > 4094) {
            throw new IllegalArgumentException("a VLAN id is 1 to 4094, not " + id);
        }
        Names.text("a VLAN name", name, 32);
    }
}
