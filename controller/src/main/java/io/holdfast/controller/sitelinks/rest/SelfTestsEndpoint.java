package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.SelfTestsApi;
import io.holdfast.api.model.NewSelfTest;
import io.holdfast.api.model.SelfTest;
import io.holdfast.controller.sitelinks.SelfTestStanding;
import io.holdfast.controller.sitelinks.SelfTests;
import io.holdfast.controller.web.PathIds;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Self-tests of devices over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class SelfTestsEndpoint implements SelfTestsApi {

    private final SelfTests tests;

    SelfTestsEndpoint(SelfTests tests) {
        this.tests = tests;
    }

    @Override
    public ResponseEntity<SelfTest> readSelfTest(String site, String slot) {
        return ResponseEntity.ok(
                tests.newest(PathIds.site(site), PathIds.slot(slot))
                        .map(SelfTestsEndpoint::form)
                        .orElseGet(() -> new SelfTest(0L)));
    }

    @Override
    public ResponseEntity<SelfTest> orderSelfTest(String site, String slot, NewSelfTest form) {
        var reason = Objects.requireNonNullElse(form.getReason(), "");
        return ResponseEntity.ok(form(tests.order(PathIds.site(site), PathIds.slot(slot), reason)));
    }

    private static SelfTest form(SelfTestStanding standing) {
        var form = new SelfTest(standing.order());
        form.setOrderedAt(standing.orderedAt().atOffset(ZoneOffset.UTC));
        form.setOrderedBy(standing.orderedBy());
        form.setReason(standing.reason());
        form.setNotAfter(standing.notAfter().atOffset(ZoneOffset.UTC));
        standing.end()
                .ifPresent(end -> {
                    form.setResult(end.result());
                    form.setTold(end.reason());
                    form.setFound(end.found());
                    form.setEndedAt(end.at().atOffset(ZoneOffset.UTC));
                });
        return form;
    }
}
