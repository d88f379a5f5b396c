package io.holdfast.site.search;

import io.holdfast.core.Printable;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Survey;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.SiteWord.DeviceFound;

/** What is told of a found device: its claims, printable and no longer than agreed. */
final class Finds {

    private Finds() {}

    static SiteWord found(String search, IpAddress address, Survey survey, String hostKey) {
        var inventory = survey.inventory();
        var identity = survey.identity();
        return new DeviceFound(
                search,
                address,
                cut(inventory.sysName()),
                cut(survey.vendor()),
                cut(inventory.hardware()),
                cut(inventory.softwareVersion()),
                cut(inventory.sysDescr()),
                new DeviceIdentity(
                        cut(identity.serial()),
                        cut(identity.engineId()),
                        cut(identity.chassisMac()),
                        cut(hostKey)));
    }

    static String cut(String text) {
        return Printable.cut(text, DeviceFound.LONGEST).strip();
    }
}
