package io.holdfast.controller.web;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tells a token that is bad from one that cannot be judged, because the provider is silent. */
final class ProviderTokens implements JwtDecoder {

    private final JwtDecoder tokens;

    ProviderTokens(JwtDecoder tokens) {
        this.tokens = tokens;
    }

    /** No key of the provider is known, and it does not answer. */
    static final class Silent extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        Silent(Throwable cause) {
            super("the identity provider does not answer", cause);
        }
    }

    @Override
    public Jwt decode(String token) {
        try {
            return tokens.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            throw new Silent(e);
        }
    }
}
