package io.holdfast.controller.observations;

import io.holdfast.controller.observations.store.LinkStore;
import io.holdfast.controller.observations.store.SurveyStore;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.topology.SurveyedLinks;
import io.holdfast.sitelink.telemetry.SurveyTold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Keeps what sites told of their devices, and learns the links from it. */
@Component
class SurveyIntake {

    private static final DeviceIdentity NOT_ASKED = new DeviceIdentity("", "", "", "");

    private final SurveyStore surveys;
    private final LinkStore links;

    SurveyIntake(SurveyStore surveys, LinkStore links) {
        this.surveys = surveys;
        this.links = links;
    }

    /**
     * Takes surveys of one site.
     *
     * @param unfit hears why one was left out for good
     * @return devices of which only "the same again" was told, and the same is not here
     */
    List<DeviceSlot> take(SiteId site, List<SurveyTold> told, Instant now, Consumer<String> unfit) {
        var missing = new ArrayList<DeviceSlot>();
        for (var survey : told) {
            if (survey.confirmed().isAfter(now.plus(Intake.AHEAD))) {
                unfit.accept("the survey of " + survey.slot() + " is of the future");
            } else if (survey.isWhole()) {
                whole(site, survey, now, unfit);
            } else if (surveys.confirm(site, survey, now)) {
                again(site, survey, now);
            } else {
                missing.add(survey.slot());
            }
        }
        return missing;
    }

    private void whole(SiteId site, SurveyTold told, Instant now, Consumer<String> unfit) {
        var surveyed = told.surveyed();
        if (surveyed.isEmpty()) {
            unfit.accept("the survey of " + told.slot() + " is not what its digest says");
            return;
        }
        boolean room =
                surveys.newest(site, told.slot()).isPresent()
                        || surveys.devices(site) < Intake.MOST_DEVICES;
        if (!room) {
            unfit.accept("the survey of " + told.slot() + ": a site has not so many devices");
            return;
        }
        var survey = surveyed.get().survey();
        if (surveys.keep(site, told, survey.map(Survey::identity).orElse(NOT_ASKED), now)) {
            survey.ifPresent(s -> links(site, told, s, now));
        }
    }

    private void links(SiteId site, SurveyTold told, Survey survey, Instant now) {
        var known = links.known(site);
        var devices = new ArrayList<>(known.devices());
        devices.removeIf(d -> d.slot().equals(told.slot()));
        devices.add(SurveyedLinks.device(told.slot(), survey));
        var book =
                SurveyedLinks.look(told.slot(), told.confirmed(), survey, devices)
                        .map(look -> known.book().learn(look, Intake.FADING))
                        .orElse(known.book());
        links.keep(site, new LinkStore.Known(book, devices), now);
    }

    private void again(SiteId site, SurveyTold told, Instant now) {
        var known = links.known(site);
        // A survey whose neighbour tables were spoiled gave no look; the one before stays as old.
        if (!known.book().lookedAt(told.slot()).isBefore(told.taken())) {
            var book = known.book().again(told.slot(), told.confirmed());
            links.keep(site, new LinkStore.Known(book, known.devices()), now);
        }
    }
}
