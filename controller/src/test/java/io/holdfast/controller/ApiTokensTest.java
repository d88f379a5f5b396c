package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Programs that act in a person's name by a token the person made. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiTokensTest extends CentreStory {

    private static Api ada;
    private static Api nightly;
    private static String id;

    private static Api.Answer made(Api who, List<String> scopes, Duration until) {
        return who.post(
                "/tokens",
                Map.of(
                        "name",
                        "nightly",
                        "scopes",
                        scopes,
                        "endsAt",
                        Instant.now().plus(until).toString()));
    }

    @Test
    @Order(1)
    void a_person_makes_a_token_that_may_what_was_chosen_and_nothing_else() {
        enrol();
        ada = Person.login(base, "ada", "a-long-password");
        var made = made(ada, List.of("policy:read", "change:propose"), Duration.ofDays(30));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(made.raw().headers().firstValue("Cache-Control")).hasValue("no-store");
        id = made.body().path("token").path("id").asString();
        nightly = new Api(base, made.body().path("secret").asString());
        var me = nightly.get("/me").body();
        assertThat(me.path("subject").asString()).isEqualTo("ada");
        assertThat(nightly.get("/sites").status()).isEqualTo(200);
        assertThat(nightly.post("/freezes", Contract.body("beginFreeze")).code())
                .isEqualTo("NOT_PERMITTED");
        assertThat(nightly.get("/audit-entries").code()).isEqualTo("NOT_PERMITTED");
    }

    @Test
    @Order(2)
    void what_it_does_stands_under_the_persons_name_with_the_token_it_came_through() {
        var change =
                nightly.post(
                        "/change-requests",
                        draft("By night", blueprint().stream().map(CentreStory::put).toArray()));
        assertThat(change.status()).as(change.body().toString()).isEqualTo(201);
        assertThat(
                        plant.sql(
                                "select actor || ' ' || door from audit_entry where action ="
                                        + " 'change.draft' and door like '%token%'"))
                .singleElement()
                .asString()
                .startsWith("ada rest ")
                .endsWith(" token " + id);
    }

    @Test
    @Order(3)
    void no_token_approves_and_what_a_token_wrote_its_owner_does_not_approve_either() {
        plant.sql("update membership set roles = roles || '{APPROVER}' where subject = 'ada'");
        for (var scope : List.of("change:approve", "organization:manage")) {
            var made = made(ada, List.of("policy:read", scope), Duration.ofDays(1));
            assertThat(made.code()).as(scope).isEqualTo("SCOPE_NOT_FOR_TOKENS");
        }
        var change = nightly.get("/change-requests").body().path("items").path(0);
        var path = "/change-requests/" + change.path("id").asString();
        var submitted = nightly.post(path + "/submit", Map.of(), nightly.get(path).etag());
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);
        assertThat(nightly.post(path + "/approve", Map.of(), submitted.etag()).code())
                .isEqualTo("NOT_PERMITTED");
        assertThat(ada.post(path + "/approve", Map.of(), submitted.etag()).code())
                .isEqualTo("AUTHOR_CANNOT_APPROVE");
        plant.sql(
                "update membership set roles = array_remove(roles, 'APPROVER') where subject ="
                        + " 'ada'");
    }

    @Test
    @Order(4)
    void a_token_is_no_login_it_makes_no_tokens_and_gives_nobody_credentials() {
        assertThat(made(nightly, List.of("policy:read"), Duration.ofDays(1)).code())
                .isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        var managing = made(ada, List.of("policy:read", "site:manage"), Duration.ofDays(1));
        var manager = new Api(base, managing.body().path("secret").asString());
        assertThat(manager.post("/sites/ww-01/enrolment-tokens", Map.of()).code())
                .isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
    }

    @Test
    @Order(4)
    void a_token_that_reads_sends_nobodys_mail_elsewhere_for_ever() {
        var path = "/me/notifications";
        var wanted = Map.of("address", "thief@example.org", "kinds", List.of("DRIFT_FOUND"));
        var etag = nightly.get(path).etag();
        assertThat(nightly.put(path, wanted, etag).code())
                .isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(nightly.get(path).body().path("address").asString()).isEmpty();
        var own = Map.of("address", "ada@example.org", "kinds", List.of("DRIFT_FOUND"));
        var set = ada.put(path, own, etag);
        assertThat(set.status()).isEqualTo(200);
        var fewer = Map.of("address", "ada@example.org", "kinds", List.of());
        assertThat(nightly.put(path, fewer, set.etag()).status()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void a_token_that_reads_says_nothing_in_its_owners_name_and_none_has_looked_at_anything() {
        var reader = made(ada, List.of("policy:read"), Duration.ofDays(1));
        var reads = new Api(base, reader.body().path("secret").asString());
        var change = nightly.get("/change-requests").body().path("items").path(0);
        var path = "/change-requests/" + change.path("id").asString();
        var word = Map.of("comment", "looks good to me");
        assertThat(reads.post(path + "/comments", word).code()).isEqualTo("NOT_PERMITTED");
        assertThat(nightly.post(path + "/comments", word).status()).isEqualTo(201);
        var digest = Map.of("digest", "0".repeat(64));
        var tick = path + "/viewed/ww-01/fw-1";
        assertThat(nightly.put(tick, digest, null).code())
                .isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(nightly.delete(tick, null).code()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(ada.put(tick, digest, null).code()).isEqualTo("OTHER_DIFF");
    }

    @Test
    @Order(5)
    void a_wish_beyond_the_rights_of_its_owner_or_without_an_end_in_a_year_is_refused() {
        assertThat(made(ada, List.of("audit:read"), Duration.ofDays(1)).code())
                .isEqualTo("SCOPE_BEYOND_RIGHTS");
        assertThat(made(ada, List.of(), Duration.ofDays(1)).code()).isEqualTo("SCOPE_MISSING");
        assertThat(made(ada, List.of("root"), Duration.ofDays(1)).pointer()).isEqualTo("/scopes/0");
        assertThat(made(ada, List.of("policy:read"), Duration.ofDays(400)).code())
                .isEqualTo("TOKEN_END");
        assertThat(made(ada, List.of("policy:read"), Duration.ofDays(-1)).code())
                .isEqualTo("TOKEN_END");
        assertThat(made(water, List.of("policy:read"), Duration.ofDays(1)).code())
                .isEqualTo("TOKENS_ARE_OF_PEOPLE");
    }

    @Test
    @Order(6)
    void it_is_listed_with_its_last_use_and_never_with_its_secret_and_others_do_not_see_it() {
        var listed = ada.get("/tokens").body().path("items");
        assertThat(listed.findValuesAsString("id")).contains(id);
        assertThat(listed.toString()).doesNotContain("hft_").contains("usedAt");
        var bob = Person.login(base, "bob", "another-long-one");
        assertThat(bob.get("/tokens").body().path("items")).isEmpty();
        assertThat(bob.post("/tokens/" + id + "/revoke", Map.of()).status()).isEqualTo(404);
        assertThat(plant.sql("select encode(secret_digest, 'hex') from api_token"))
                .allSatisfy(digest -> assertThat(nightly.token()).doesNotContain(digest));
        assertThat(plant.sql("select count(*)::text from api_token where used_at is null"))
                .doesNotContain(String.valueOf(listed.size()));
    }

    @Test
    @Order(7)
    void a_token_that_was_changed_ended_or_revoked_is_refused_and_so_is_one_of_a_former_member() {
        var text = nightly.token();
        for (int at : new int[] {10, 40, text.length() - 3}) {
            var other = text.charAt(at) == 'A' ? 'B' : 'A';
            var changed = text.substring(0, at) + other + text.substring(at + 1);
            assertThat(new Api(base, changed).get("/me").code()).isEqualTo("TOKEN_NOT_VALID");
        }
        assertThat(new Api(base, "hft_").get("/me").code()).isEqualTo("TOKEN_NOT_VALID");
        var bob = Person.login(base, "bob", "another-long-one");
        var ofBob = made(bob, List.of("policy:read"), Duration.ofDays(1)).body();
        var bobs = new Api(base, ofBob.path("secret").asString());
        assertThat(bobs.get("/sites").status()).isEqualTo(200);
        plant.sql(
                "update api_token set ends_at = now() - interval '1 second' where subject = 'bob'");
        assertThat(bobs.get("/sites").code()).isEqualTo("TOKEN_EXPIRED");
        assertThat(ada.post("/tokens/" + id + "/revoke", Map.of()).status()).isEqualTo(200);
        assertThat(nightly.get("/sites").code()).isEqualTo("TOKEN_EXPIRED");
        var again = made(bob, List.of("policy:read"), Duration.ofDays(1)).body();
        var left = new Api(base, again.path("secret").asString());
        var members = ada.get("/members").body().path("items");
        for (var member : members) {
            if (member.path("subject").asString().equals("bob")) {
                var path = "/members/" + member.path("id").asString();
                assertThat(ada.delete(path, ada.get(path).etag()).status()).isEqualTo(204);
            }
        }
        assertThat(left.get("/sites").status()).isEqualTo(401);
    }
}
