package io.holdfast.controller.web;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import io.holdfast.controller.access.IdentityProvider;
import io.holdfast.controller.access.ProviderKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * What makes a token one of a logout and nothing else (OpenID Connect Back-Channel Logout 1.0,
 * section 2.6); besides, it names the person: by that it is known whose organisations it is about.
 */
final class LogoutTokens {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final JwtDecoder tokens;

    LogoutTokens(ProviderKeys keys, IdentityProvider provider) {
        var decoder =
                NimbusJwtDecoder.withJwkSource(keys)
                        .jwtProcessorCustomizer(p ->
                                p.setJWSTypeVerifier(
                                        new DefaultJOSEObjectTypeVerifier<>(
                                                new JOSEObjectType("logout+jwt"),
                                                JOSEObjectType.JWT,
                                                null)))
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTimestampValidator(CLOCK_SKEW),
                        new JwtIssuerValidator(provider.issuer()),
                        new JwtClaimValidator<Object>("exp", e -> e != null),
                        new JwtClaimValidator<Object>("sub", s -> s != null),
                        LogoutTokens::noIdToken,
                        new JwtClaimValidator<Object>(
                                "events", e -> e instanceof Map<?, ?> m && m.containsKey(EVENT)),
                        new JwtClaimValidator<List<String>>(
                                "aud", a -> a != null && a.contains(provider.clientId()))));
        this.tokens = new ProviderTokens(decoder);
    }

    /** Nobody may take a token of a login for one of a logout. */
    private static OAuth2TokenValidatorResult noIdToken(Jwt token) {
        return token.hasClaim("nonce")
                ? OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_token", "a logout has no nonce", null))
                : OAuth2TokenValidatorResult.success();
    }

    /**
     * Checks one.
     *
     * @throws JwtException if it is not one of this provider for this client
     * @throws ProviderTokens.Silent if nobody can say
     */
    Jwt decode(String token) {
        return tokens.decode(token);
    }
}
