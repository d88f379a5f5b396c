package io.holdfast.core.alarm;

import io.holdfast.core.site.DeviceSlot;
import java.util.Comparator;

/**
 * What an alarm is about: one instance of one threshold on one device, as in if-errors of port 3.
 *
 * @param instance empty if the device has only one
 */
public record AlarmKey(DeviceSlot slot, String code, String instance)
        implements Comparable<AlarmKey> {

    private static final Comparator<AlarmKey> ORDER =
            Comparator.comparing(AlarmKey::slot)
                    .thenComparing(AlarmKey::code)
                    .thenComparing(AlarmKey::instance);

    public AlarmKey {
        if (instance.length() > 100 || instance.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an alarm's instance has at most 100 characters");
        }
    }

    @Override
    public int compareTo(AlarmKey other) {
        return ORDER.compare(this, other);
    }
}
