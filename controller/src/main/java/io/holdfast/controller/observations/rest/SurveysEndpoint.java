package io.holdfast.controller.observations.rest;

import io.holdfast.api.SurveysApi;
import io.holdfast.api.model.DeviceSurvey;
import io.holdfast.controller.observations.Surveys;
import io.holdfast.controller.web.PathIds;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Surveys over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class SurveysEndpoint implements SurveysApi {

    private final Surveys surveys;

    SurveysEndpoint(Surveys surveys) {
        this.surveys = surveys;
    }

    @Override
    public ResponseEntity<DeviceSurvey> readSurvey(
            String site, String slot, Integer stationsFrom, Integer limit) {
        return ResponseEntity.ok(
                SurveyForms.form(
                        surveys.of(PathIds.site(site), PathIds.slot(slot)), stationsFrom, limit));
    }
}
