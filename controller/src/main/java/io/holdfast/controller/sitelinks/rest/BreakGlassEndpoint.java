package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.BreakGlassApi;
import io.holdfast.api.model.BreakGlassCode;
import io.holdfast.api.model.BreakGlassCodes;
import io.holdfast.api.model.Hold;
import io.holdfast.api.model.HoldCase;
import io.holdfast.api.model.HoldDeed;
import io.holdfast.api.model.HoldEffect;
import io.holdfast.api.model.Holds;
import io.holdfast.api.model.IssuedBreakGlassCodes;
import io.holdfast.api.model.NewHoldReview;
import io.holdfast.controller.sitelinks.BreakGlassSets;
import io.holdfast.controller.sitelinks.CodesStanding;
import io.holdfast.controller.sitelinks.HoldCases;
import io.holdfast.controller.sitelinks.HoldId;
import io.holdfast.controller.sitelinks.HoldStanding;
import io.holdfast.controller.web.PathIds;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Break-glass codes and holds over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class BreakGlassEndpoint implements BreakGlassApi {

    private final BreakGlassSets sets;
    private final HoldCases cases;

    BreakGlassEndpoint(BreakGlassSets sets, HoldCases cases) {
        this.sets = sets;
        this.cases = cases;
    }

    @Override
    public ResponseEntity<BreakGlassCodes> readBreakGlassCodes(String site) {
        return ResponseEntity.ok(form(sets.standing(PathIds.site(site))));
    }

    @Override
    public ResponseEntity<IssuedBreakGlassCodes> issueBreakGlassCodes(String site) {
        var issued = sets.issue(PathIds.site(site));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new IssuedBreakGlassCodes(issued.issue(), issued.codes()));
    }

    @Override
    public ResponseEntity<Holds> listHolds(String site) {
        return ResponseEntity.ok(
                new Holds(
                        sets.holds(PathIds.site(site)).stream()
                                .map(BreakGlassEndpoint::form)
                                .toList()));
    }

    @Override
    public ResponseEntity<io.holdfast.api.model.HoldCases> listHoldCases() {
        return ResponseEntity.ok(
                new io.holdfast.api.model.HoldCases(
                        cases.open().stream()
                                .map(c -> new HoldCase(c.site().value(), form(c.hold())))
                                .toList()));
    }

    @Override
    public ResponseEntity<Hold> reviewHold(String site, String hold, NewHoldReview form) {
        return ResponseEntity.ok(
                form(cases.review(PathIds.site(site), HoldId.in(hold), form.getPostMortem())));
    }

    private static BreakGlassCodes form(CodesStanding standing) {
        var form =
                new BreakGlassCodes(
                        standing.issue(),
                        standing.codes().stream()
                                .map(c -> new BreakGlassCode(c.number(), c.used()))
                                .toList(),
                        standing.ofThisNode());
        if (standing.issue() > 0) {
            form.setIssuedAt(at(standing.issuedAt()));
            form.setIssuedBy(standing.issuedBy());
        }
        return form;
    }

    private static Hold form(HoldStanding hold) {
        var form =
                new Hold(
                        hold.incarnation(),
                        hold.hold(),
                        at(hold.openedAt()),
                        at(hold.openedHeard()),
                        hold.lease().toSeconds(),
                        hold.person(),
                        hold.reason(),
                        hold.deeds().stream()
                                .map(d ->
                                        new HoldDeed(
                                                d.sequence(),
                                                at(d.at()),
                                                d.kind(),
                                                d.person(),
                                                d.code(),
                                                d.reason()))
                                .toList(),
                        hold.effects().stream()
                                .map(e ->
                                        new HoldEffect(
                                                e.slot(),
                                                e.base(),
                                                e.local(),
                                                e.closes(),
                                                e.answer()))
                                .toList());
        hold.review()
                .ifPresent(review -> {
                    form.setReviewedAt(at(review.at()));
                    form.setReviewedBy(review.by());
                    form.setPostMortem(review.postMortem());
                });
        hold.end()
                .ifPresent(end -> {
                    form.setEndedAt(at(end.at()));
                    form.setEndedBy(end.by());
                    form.setEndedCause(end.cause());
                });
        return form;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
