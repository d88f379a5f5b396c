package io.holdfast.controller.web;

import io.holdfast.api.TokensApi;
import io.holdfast.api.model.ApiToken;
import io.holdfast.api.model.ApiTokenList;
import io.holdfast.api.model.MadeApiToken;
import io.holdfast.api.model.NewApiToken;
import io.holdfast.controller.access.ApiTokenLine;
import io.holdfast.controller.access.ApiTokens;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tokens over REST. */
@RestController
@RequestMapping("/api/v1")
class TokensEndpoint implements TokensApi {

    private final ApiTokens tokens;

    TokensEndpoint(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public ResponseEntity<ApiTokenList> listTokens() {
        return ResponseEntity.ok(
                new ApiTokenList(tokens.list().stream().map(TokensEndpoint::form).toList()));
    }

    /** Without an Idempotency-Key: what is answered may not be kept. */
    @Override
    public ResponseEntity<MadeApiToken> makeToken(NewApiToken form) {
        var made =
                tokens.make(form.getName(), scopes(form.getScopes()), form.getEndsAt().toInstant());
        return ResponseEntity.created(URI.create("/api/v1/tokens/" + made.line().id()))
                .cacheControl(CacheControl.noStore())
                .body(new MadeApiToken(form(made.line()), made.secret()));
    }

    @Override
    public ResponseEntity<ApiToken> revokeToken(String token) {
        return ResponseEntity.ok(form(tokens.revoke(PathIds.id("token", token))));
    }

    private static Set<Permission> scopes(List<String> names) {
        var scopes = EnumSet.noneOf(Permission.class);
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var pointer = "/scopes/" + i;
            scopes.add(
                    Arrays.stream(Permission.values())
                            .filter(p -> p.scope().equals(name))
                            .findFirst()
                            .orElseThrow(() ->
                                    Refused.invalid(
                                            pointer, "NOT_A_SCOPE", "This is not a scope here.")));
        }
        return scopes;
    }

    private static ApiToken form(ApiTokenLine line) {
        var form =
                new ApiToken(
                        line.id().toString(),
                        line.name(),
                        line.owner(),
                        line.scopes().stream().map(Permission::scope).toList(),
                        line.madeAt().atOffset(ZoneOffset.UTC),
                        line.endsAt().atOffset(ZoneOffset.UTC));
        line.usedAt().ifPresent(at -> form.usedAt(at.atOffset(ZoneOffset.UTC)));
        line.revokedAt().ifPresent(at -> form.revokedAt(at.atOffset(ZoneOffset.UTC)));
        return form;
    }
}
