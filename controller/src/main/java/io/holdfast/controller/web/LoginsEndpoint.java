package io.holdfast.controller.web;

import io.holdfast.api.LoginsApi;
import io.holdfast.api.model.Login;
import io.holdfast.api.model.LoginList;
import io.holdfast.controller.access.LoginLine;
import io.holdfast.controller.access.Logins;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where people are logged in, over REST. */
@RestController
@RequestMapping("/api/v1")
class LoginsEndpoint implements LoginsApi {

    private final Logins logins;
    private final InstantSource clock;

    LoginsEndpoint(Logins logins, InstantSource clock) {
        this.logins = logins;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<LoginList> listLogins() {
        return ResponseEntity.ok(new LoginList(logins.list().stream().map(this::form).toList()));
    }

    @Override
    public ResponseEntity<Login> endLogin(String login) {
        return ResponseEntity.ok(form(logins.end(PathIds.id("login", login))));
    }

    private Login form(LoginLine line) {
        var form =
                new Login(
                        line.id().toString(),
                        line.owner(),
                        Login.DoorEnum.valueOf(line.door().name()),
                        line.program(),
                        line.address(),
                        line.agent(),
                        line.beganAt().atOffset(ZoneOffset.UTC),
                        line.seenAt().atOffset(ZoneOffset.UTC),
                        line.open(clock.instant()));
        line.endedAt().ifPresent(at -> form.endedAt(at.atOffset(ZoneOffset.UTC)));
        line.endedBy().ifPresent(form::endedBy);
        return form;
    }
}
