package io.holdfast.apps.lab;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The realm that is shipped, with the people and programs of this plant. */
final class KeycloakRealm {

    static final String NAME = "holdfast";

    private KeycloakRealm() {}

    static String of(Path shipped, People people) {
        var realm = (ObjectNode) Json.read(shipped, tools.jackson.databind.JsonNode.class);
        var users = realm.putArray("users");
        people.accounts().forEach(account -> add(users, account));
        var clients = (ArrayNode) realm.get("clients");
        for (var program : people.programs()) {
            add(clients, program);
            users.addObject()
                    .put("id", program.subject())
                    .put("username", "service-account-" + program.id())
                    .put("enabled", true)
                    .put("serviceAccountClientId", program.id());
        }
        return Json.text(realm);
    }

    /** Everything is filled in that Keycloak would ask for at the first login. */
    private static void add(ArrayNode users, People.Account account) {
        var user =
                users.addObject()
                        .put("id", account.subject())
                        .put("username", account.user())
                        .put("enabled", true)
                        .put("email", account.user() + "@demo.invalid")
                        .put("emailVerified", true)
                        .put("firstName", account.user())
                        .put("lastName", account.role());
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", account.password());
    }

    private static void add(ArrayNode clients, People.Program program) {
        var client =
                clients.addObject()
                        .put("clientId", program.id())
                        .put("enabled", true)
                        .put("protocol", "openid-connect")
                        .put("publicClient", false)
                        .put("secret", program.secret())
                        .put("standardFlowEnabled", false)
                        .put("directAccessGrantsEnabled", false)
                        .put("serviceAccountsEnabled", true)
                        .put("fullScopeAllowed", false);
        client.putArray("defaultClientScopes").add("holdfast");
        var scopes = client.putArray("optionalClientScopes");
        List.copyOf(program.scopes()).forEach(scopes::add);
    }
}
