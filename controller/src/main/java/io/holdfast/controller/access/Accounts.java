package io.holdfast.controller.access;

import io.holdfast.controller.access.identity.Clients;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Accounts of the embedded identity provider, and their membership of the acting organisation. */
@Component
@Profile("!keycloak")
public class Accounts {

    private static final int SHORTEST_PASSWORD = 12;

    private final UserDetailsManager users;
    private final Clients clients;
    private final PasswordEncoder passwords;
    private final People people;
    private final String issuer;

    Accounts(
            UserDetailsManager users,
            Clients clients,
            PasswordEncoder passwords,
            People people,
            @Value("${holdfast.url}") String issuer) {
        this.users = users;
        this.clients = clients;
        this.passwords = passwords;
        this.people = people;
        this.issuer = issuer;
    }

    /**
     * A person who can log in, as a member of the acting organisation. The password is hashed at
     * once.
     */
    @Transactional
    public void addPerson(String user, String name, String password, Set<Role> roles) {
        if (!user.matches("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?")) {
            throw Refused.invalid(
                    "/user",
                    "NOT_A_USER_NAME",
                    "A user name is lower case letters, digits, hyphens.");
        }
        if (password.length() < SHORTEST_PASSWORD || password.length() > 200) {
            throw Refused.invalid(
                    "/password",
                    "PASSWORD_TOO_SHORT",
                    "A password has at least " + SHORTEST_PASSWORD + " characters.");
        }
        if (users.userExists(user)) {
            throw Refused.conflict("USER_EXISTS", "The user name \"" + user + "\" is taken.");
        }
        users.createUser(
                User.withUsername(user)
                        .password(passwords.encode(password))
                        .authorities("ROLE_PERSON")
                        .build());
        people.add(new People.Member(issuer, user, Caller.Kind.PERSON, name, roles));
    }

    /** A program that acts for itself, as a member of the acting organisation. */
    @Transactional
    public void addProgram(
            String id,
            String secret,
            List<String> scopes,
            Set<Role> roles,
            Duration tokenLifetime) {
        var known = Arrays.stream(Permission.values()).map(Permission::scope).toList();
        for (var scope : scopes) {
            if (!known.contains(scope)) {
                throw Refused.invalid(
                        "/scopes", "NOT_A_SCOPE", "\"" + scope + "\" is not one of " + known);
            }
        }
        clients.registerProgram(id, secret, scopes, tokenLifetime);
        people.add(new People.Member(issuer, Clients.subjectOf(id), Caller.Kind.CLIENT, id, roles));
    }
}
