package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.EnrolmentApi;
import io.holdfast.api.model.EnrolmentIdentity;
import io.holdfast.api.model.EnrolmentToken;
import io.holdfast.api.model.EnrolmentTokenFile;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.web.PathIds;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Enrolment.Token;
import io.holdfast.sitelink.WireJson;
import java.time.ZoneOffset;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Enrolment tokens over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class EnrolmentEndpoint implements EnrolmentApi {

    private final Onboarding onboarding;

    EnrolmentEndpoint(Onboarding onboarding) {
        this.onboarding = onboarding;
    }

    @Override
    public ResponseEntity<EnrolmentToken> issueEnrolmentToken(String site) {
        var issued = onboarding.issueToken(PathIds.site(site));
        var token = WireJson.read(Token.class, Bytes.utf8(issued.file()));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(
                        new EnrolmentToken(
                                form(token),
                                issued.validUntil().atOffset(ZoneOffset.UTC),
                                issued.fingerprintWords()));
    }

    private static EnrolmentTokenFile form(Token token) {
        return new EnrolmentTokenFile(
                token.linkUrl(),
                token.linkCaDigest(),
                token.trustRootDigest(),
                new EnrolmentIdentity(
                        token.identity().organization(),
                        token.identity().site().value(),
                        token.identity().incarnation()),
                token.secret(),
                token.validUntil().toString());
    }
}
