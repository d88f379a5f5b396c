package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the embedded provider says of when somebody logged in, and how it asks once more. */
class LogInAgainTest extends CentreStory {

    @Test
    void a_token_of_a_person_says_when_the_person_logged_in_and_one_of_a_program_does_not()
            throws ParseException {
        var before = Instant.now().minusSeconds(2);
        var claims = JWTParser.parse(Person.login(base, "ada", "a-long-password").token());
        assertThat(Instant.ofEpochSecond(claims.getJWTClaimsSet().getLongClaim("auth_time")))
                .isBetween(before, Instant.now());
        assertThat(JWTParser.parse(water.token()).getJWTClaimsSet().getClaim("auth_time")).isNull();
    }

    @Test
    void who_logged_in_too_long_ago_logs_in_once_more_and_the_request_goes_on() {
        var again = Person.again(base, "ada", "a-long-password", Duration.ofSeconds(6), 5);
        assertThat(again.getFirst()).contains("/idp/login").endsWith("and the name is known");
        assertThat(again.getLast()).contains("code=");
        assertThat(Person.again(base, "ada", "a-long-password", Duration.ZERO, 600).getFirst())
                .contains("code=");
    }

    @Test
    void who_just_logged_in_may_do_what_is_risky_and_so_may_a_program_that_showed_its_secret() {
        var ada = Person.login(base, "ada", "a-long-password");
        var invited =
                ada.post("/members", Map.of("name", "Cy", "roles", java.util.List.of("auditor")));
        assertThat(invited.status()).as(invited.body().toString()).isEqualTo(201);
        assertThat(water.post("/sites/ww-01/enrolment-tokens", Map.of()).status()).isEqualTo(201);
    }
}
