package io.holdfast.controller.observations;

import io.holdfast.core.alarm.Alarm;
import io.holdfast.core.alarm.Threshold.Severity;
import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.time.Instant;

/**
 * An alarm as the centre may show it: unknown since the site was last heard while the site is not
 * heard.
 *
 * @param toldAt when the site last told of it
 * @param age how old that word is
 */
public record AlarmView(
        SiteId site, Alarm alarm, Severity severity, Instant toldAt, Duration age, long version) {}
