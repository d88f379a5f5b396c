package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People come, change and go; one administrator always stays. */
class MembersTest extends CentreStory {

    private static Api ada() {
        plant.sql("delete from login_guess");
        return Person.login(base, "ada", "a-long-password");
    }

    private static Map<String, Object> roles(String... roles) {
        return Map.of("roles", List.of(roles));
    }

    private static JsonNode member(Api whose, String subject) {
        return StreamSupport.stream(whose.get("/members").body().path("items").spliterator(), false)
                .filter(m -> m.path("subject").asString().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> recorded(String action) {
        return plant.sql(
                "select outcome || ' ' || code from audit_entry where action = '"
                        + action
                        + "' order by entry_id");
    }

    @Test
    void an_invited_person_chooses_a_password_once_works_and_is_gone_when_removed() {
        var ada = ada();
        var added =
                ada.post(
                        "/members",
                        Map.of("name", "Zoë Müller", "roles", List.of("operator")),
                        null);
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
        var user = added.body().path("member").path("subject").asString();
        assertThat(user).matches("zoe\\.muller-[a-z0-9]{6}");
        assertThat(added.body().path("member").path("joined").asBoolean()).isFalse();
        var link = added.body().path("invitation").asString();
        assertThat(Person.tries(base, "127.0.0.1", user, "a-password-of-zoe"))
                .isEqualTo("/idp/login?error");

        assertThat(Person.joins(base, link, "short")).isEmpty();
        assertThat(Person.joins(base, link, "a-password-of-zoe")).isEqualTo("/idp/login?ready");
        assertThat(Person.joins(base, link, "another-password")).as("works once").isEmpty();
        assertThat(plant.sql("select encode(canonical, 'escape') from audit_entry").toString())
                .contains("member.join")
                .doesNotContain(link.substring(link.indexOf('=') + 1));

        var zoe = Person.login(base, user, "a-password-of-zoe");
        assertThat(zoe.get("/me").body().path("roles").path(0).asString()).isEqualTo("operator");
        assertThat(zoe.get("/members").code()).isEqualTo("NOT_PERMITTED");
        var path = "/members/" + member(ada, user).path("id").asString();
        assertThat(ada.put(path, roles("auditor"), null).status()).isEqualTo(428);
        assertThat(ada.put(path, roles("king"), "\"0\"").code()).isEqualTo("NOT_A_ROLE");
        assertThat(ada.put(path, roles(), "\"0\"").code()).isEqualTo("MEMBER_WITHOUT_ROLE");
        var changed = ada.put(path, roles("auditor"), "\"0\"");
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(zoe.get("/audit-entries").status()).as("at once").isEqualTo(200);
        assertThat(ada.delete(path, "\"0\"").status()).isEqualTo(412);
        assertThat(ada.delete(path, changed.etag()).status()).isEqualTo(204);

        assertThat(zoe.get("/sites").code()).as("a token of before").isEqualTo("NOT_A_MEMBER");
        assertThat(Person.tries(base, "127.0.0.1", user, "a-password-of-zoe"))
                .isEqualTo("/idp/login?error");
        assertThat(recorded("member.change")).containsExactly("ALLOWED ");
        assertThat(recorded("member.remove")).containsExactly("ALLOWED ");
        assertThat(recorded("member.list")).containsExactly("REFUSED NOT_PERMITTED");
    }

    @Test
    void the_last_administrator_stays_whoever_asks() {
        var ada = ada();
        var me = member(ada, "ada");
        var path = "/members/" + me.path("id").asString();
        var etag = "\"" + me.path("version").asInt() + "\"";

        assertThat(ada.delete(path, etag).code()).isEqualTo("LAST_ADMINISTRATOR");
        assertThat(ada.put(path, roles("observer"), etag).code()).isEqualTo("LAST_ADMINISTRATOR");
        var invited =
                ada.post(
                        "/members",
                        Map.of("name", "Max", "roles", List.of("network-administrator")),
                        null);
        assertThat(ada.delete(path, etag).code())
                .as("who was only invited cannot log in yet")
                .isEqualTo("LAST_ADMINISTRATOR");
        Person.joins(base, invited.body().path("invitation").asString(), "a-password-of-max");
        var user = invited.body().path("member").path("subject").asString();
        var max = Person.login(base, user, "a-password-of-max");
        var his = "/members/" + invited.body().path("member").path("id").asString();

        var one = CompletableFuture.supplyAsync(() -> ada.put(his, roles("observer"), "\"0\""));
        var other = CompletableFuture.supplyAsync(() -> max.put(path, roles("observer"), etag));
        assertThat(List.of(one.join().status(), other.join().status()))
                .as("two who take it from one another")
                .containsOnlyOnce(200);
        assertThat(
                        plant.sql(
                                "select count(*) from membership where joined and organization_id ="
                                        + " '"
                                        + waterworks
                                        + "' and kind = 'PERSON' and 'NETWORK_ADMINISTRATOR' = any"
                                        + " (roles)"))
                .containsExactly("1");
        plant.sql(
                "update membership set roles = '{NETWORK_ADMINISTRATOR}', version = 0 where subject"
                        + " in ('ada', '"
                        + user
                        + "')");
        plant.sql("delete from membership where subject = '" + user + "'");
    }

    @Test
    void what_a_member_may_be_is_checked_and_leaves_nothing() {
        var ada = ada();
        var before = plant.sql("select subject from membership order by 1");
        assertThat(
                        ada.post(
                                        "/members",
                                        Map.of("name", " ", "roles", List.of("operator")),
                                        null)
                                .code())
                .isEqualTo("NAME_MISSING");
        assertThat(ada.post("/members", Map.of("name", "X", "roles", List.of()), null).code())
                .isEqualTo("MEMBER_WITHOUT_ROLE");
        var no =
                ada.post(
                        "/members",
                        Map.of("name", "X", "roles", List.of("operator", "king")),
                        null);
        assertThat(no.pointer()).isEqualTo("/roles/1");
        assertThat(
                        water.post(
                                        "/members",
                                        Map.of("name", "X", "roles", List.of("operator")),
                                        null)
                                .code())
                .as("a program administers nobody")
                .isEqualTo("NOT_PERMITTED");
        assertThat(plant.sql("select subject from membership order by 1")).isEqualTo(before);
    }
}
