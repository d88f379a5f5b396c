package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People at the login page, and others who guess. */
class LoginsTest extends CentreStory {

    private static final String WRONG = "/idp/login?error";
    private static final String TOO_OFTEN = "/idp/login?wait";

    private Instant begun = Instant.EPOCH;

    @BeforeEach
    void nobody_has_guessed_yet() {
        begun = Instant.now();
        plant.sql("delete from login_guess");
    }

    private static String tries(String user, String password) {
        return Person.tries(base, "127.0.0.1", user, password);
    }

    private List<String> recorded(String code, String actor) {
        return plant.sql(
                "select organization_id || ' ' || door from audit_entry where code = '%s' and actor = '%s' and action = 'login' and at >= '%s'"
                        .formatted(code, actor, begun));
    }

    @Test
    void each_refused_login_is_recorded_and_from_outside_all_look_the_same() {
        plant.sql(
                "insert into users values ('former', (select password from users where username ="
                        + " 'ada'), false)");
        plant.sql("insert into authorities values ('former', 'ROLE_PERSON')");

        assertThat(tries("ada", "not-her-password")).isEqualTo(WRONG);
        assertThat(tries("nobody-here", "a-long-password")).isEqualTo(WRONG);
        assertThat(tries("former", "a-long-password")).isEqualTo(WRONG);
        assertThat(tries("My Secret Passw0rd", "x")).isEqualTo(WRONG);

        assertThat(recorded("LOGIN_PASSWORD_WRONG", "ada"))
                .containsExactly(waterworks + " login 127.0.0.1");
        assertThat(recorded("LOGIN_NAME_UNKNOWN", ""))
                .containsExactly(
                        OrganizationId.INSTALLATION + " login 127.0.0.1",
                        OrganizationId.INSTALLATION + " login 127.0.0.1");
        assertThat(recorded("LOGIN_ACCOUNT_ENDED", "former")).hasSize(1);
        assertThat(plant.sql("select e::text from audit_entry e").toString())
                .doesNotContain("My Secret Passw0rd", "nobody-here");
    }

    @Test
    void a_name_nobody_has_takes_as_long_as_a_wrong_password() {
        tries("warm-up", "x");
        var known = shortest("bob");
        var unknown = shortest("nobody-at-all");
        assertThat(unknown).isGreaterThan(known.dividedBy(3));
        assertThat(known).isGreaterThan(unknown.dividedBy(3));
    }

    private static Duration shortest(String user) {
        return IntStream.range(0, 6)
                .mapToObj(_ -> {
                    long begun = System.nanoTime();
                    tries(user, "guess-guess-guess");
                    return Duration.ofNanos(System.nanoTime() - begun);
                })
                .min(Duration::compareTo)
                .orElseThrow();
    }

    @Test
    void ten_guesses_are_heard_from_all_addresses_together_and_it_ends_by_itself() {
        for (int i = 1; i <= 10; i++) {
            assertThat(Person.tries(base, "127.0.0." + (10 + i), "bob", "guess number " + i))
                    .isEqualTo(WRONG);
        }
        for (int i = 1; i <= 3; i++) {
            assertThat(Person.tries(base, "127.0.0." + (30 + i), "bob", "another-long-one"))
                    .isEqualTo(TOO_OFTEN);
        }
        assertThat(tries("ada", "a-long-password")).as("others come in").isNotIn(WRONG, TOO_OFTEN);

        assertThat(recorded("LOGIN_TOO_MANY_GUESSES", "bob"))
                .as("one alarm, not one for each attempt")
                .containsExactly(waterworks + " login 127.0.0.31");
        assertThat(
                        plant.sql(
                                "select count(distinct door) from audit_entry where actor = 'bob'"
                                        + " and code = 'LOGIN_PASSWORD_WRONG' and door like"
                                        + " '%127.0.0.1_'"))
                .containsExactly("9");
        plant.sql("update login_guess set at = at - interval '15 minutes'");
        assertThat(tries("bob", "another-long-one")).isNotIn(WRONG, TOO_OFTEN);
        assertThat(plant.sql("select count(*) from login_guess")).containsExactly("0");
    }

    @Test
    void of_many_guesses_at_once_ten_are_heard_whether_somebody_has_the_name_or_not() {
        for (var name : List.of("bob", "nobody-here")) {
            for (int i = 0; i < 6; i++) {
                assertThat(tries(name, "first guess " + i)).isEqualTo(WRONG);
            }
            var answers =
                    atOnce(
                            "login_guess",
                            IntStream.range(0, 18)
                                    .<Supplier<String>>mapToObj(
                                            i -> () -> tries(name, "guess " + i))
                                    .toList());
            assertThat(answers.stream().filter(WRONG::equals)).as(name).hasSize(4);
            assertThat(answers.stream().filter(TOO_OFTEN::equals)).as(name).hasSize(14);
        }
    }

    @Test
    void a_program_without_its_secret_is_recorded_once() {
        for (int i = 0; i < 3; i++) {
            assertThat(Api.program(base, "water", "wrong", "policy:read").get("/me").status())
                    .isEqualTo(401);
        }
        assertThat(recorded("PROGRAM_NOT_KNOWN", "client:water"))
                .containsExactly(waterworks + " login 127.0.0.1");
    }

    @Test
    void who_tried_too_often_reads_so_in_plain_words() {
        var page = Person.page(base, TOO_OFTEN);
        assertThat(page).contains("Too many attempts for this name", "role=\"alert\"");
    }
}
