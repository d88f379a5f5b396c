package io.holdfast.controller.access;

import io.holdfast.controller.access.identity.Clients;
import io.holdfast.controller.database.KeyDirectory;
import io.holdfast.controller.scope.Acting;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts of the embedded identity provider, and their membership of the acting organisation. */
@Component
@Profile("!keycloak")
public class Accounts implements Directory {

    private static final int SHORTEST_PASSWORD = 12;

    private static final String PERSON = "ROLE_PERSON";

    private final UserDetailsManager users;
    private final Clients clients;
    private final PasswordEncoder passwords;
    private final People people;
    private final Invitations invitations;
    private final TransactionTemplate transaction;
    private final String issuer;

    Accounts(
            UserDetailsManager users,
            Clients clients,
            PasswordEncoder passwords,
            People people,
            Invitations invitations,
            PlatformTransactionManager transactions,
            @Value("${holdfast.url}") String issuer) {
        this.users = users;
        this.clients = clients;
        this.passwords = passwords;
        this.people = people;
        this.invitations = invitations;
        this.transaction = new TransactionTemplate(transactions);
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
        checkPassword(password);
        if (users.userExists(user)) {
            throw Refused.conflict("USER_EXISTS", "The user name \"" + user + "\" is taken.");
        }
        users.createUser(
                User.withUsername(user)
                        .password(passwords.encode(password))
                        .authorities(PERSON)
                        .build());
        people.add(new People.Member(issuer, user, Caller.Kind.PERSON, name, roles));
    }

    private static void checkPassword(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > 200) {
            throw Refused.invalid(
                    "/password",
                    "PASSWORD_TOO_SHORT",
                    "A password has at least " + SHORTEST_PASSWORD + " characters.");
        }
    }

    /** A person of the acting organisation who has still to choose a password. */
    @Override
    @Transactional
    public Invitation invite(String name, Set<Role> roles) {
        var user = UserNames.of(name);
        users.createUser(
                User.withUsername(user)
                        .password(passwords.encode(KeyDirectory.randomSecret()))
                        .authorities(PERSON)
                        .disabled(true)
                        .build());
        people.add(new People.Member(issuer, user, Caller.Kind.PERSON, name, roles), false);
        return invitations.issue(user);
    }

    /**
     * Whoever has the link chooses the password, once.
     *
     * @throws Refused with INVITATION_USED, or for the password
     */
    void join(String secret, String password) {
        checkPassword(password);
        var user = invitations.user(secret).orElseThrow(Accounts::used);
        var hash = passwords.encode(password);
        for (var organization : people.organizationsOf(issuer, user)) {
            Acting.run(
                    People.person(organization, issuer, user),
                    () ->
                            transaction.executeWithoutResult(_ -> {
                                if (!invitations.use(secret)) {
                                    throw used();
                                }
                                users.updateUser(
                                        User.withUsername(user)
                                                .password(hash)
                                                .authorities(PERSON)
                                                .build());
                                people.joined(issuer, user);
                            }));
        }
    }

    private static Refused used() {
        return Refused.conflict(
                "INVITATION_USED", "This invitation is not valid or was used before.");
    }

    /** Somebody is no member here any more. An account that belongs nowhere is switched off. */
    @Override
    @Transactional
    public void left(String itsIssuer, String subject, Caller.Kind kind) {
        boolean ours = itsIssuer.equals(issuer) && kind == Caller.Kind.PERSON;
        if (!ours
                || !users.userExists(subject)
                || !people.organizationsOf(issuer, subject).isEmpty()) {
            return;
        }
        var account = users.loadUserByUsername(subject);
        users.updateUser(
                User.withUsername(subject)
                        .password(String.valueOf(account.getPassword()))
                        .authorities(account.getAuthorities())
                        .disabled(true)
                        .build());
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
