package io.holdfast.controller.setup;

import io.holdfast.controller.access.Accounts;
import io.holdfast.controller.access.OutsideAccounts;
import io.holdfast.controller.access.People;
import io.holdfast.controller.database.KeyDirectory;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import io.holdfast.core.zone.Blueprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The first administrator comes in by a link that works once; there is no default password. */
@Component
public class SetupLink {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final People people;
    private final ObjectProvider<Accounts> accounts;
    private final ObjectProvider<OutsideAccounts> outside;
    private final PolicyBook policy;
    private final TransactionTemplate transaction;

    SetupLink(
            JdbcClient jdbc,
            InstantSource clock,
            People people,
            ObjectProvider<Accounts> accounts,
            ObjectProvider<OutsideAccounts> outside,
            PolicyBook policy,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.people = people;
        this.accounts = accounts;
        this.outside = outside;
        this.policy = policy;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A new secret for a link; earlier ones that nobody used end. */
    String issue() {
        var secret = KeyDirectory.randomSecret();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("delete from setup_link where used_at is null").update();
            jdbc.sql("insert into setup_link (token_digest, created_at) values (?, ?)")
                    .params(digest(secret), clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        });
        return secret;
    }

    /** Whether the link may still be used. */
    boolean valid(String secret) {
        return people.empty()
                && jdbc.sql("select 1 from setup_link where token_digest = ? and used_at is null")
                        .param(digest(secret))
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    /**
     * Founds the organisation with its first administrator; the link is used up in the same
     * transaction.
     *
     * @throws Refused with SETUP_LINK_USED, or for a field
     */
    public void setUp(
            String secret, String organizationName, String user, String name, String password) {
        setUp(
                secret,
                organizationName,
                roles -> accounts.getObject().addPerson(user, name, password, roles));
    }

    /**
     * The same with somebody the outside provider knows.
     *
     * @throws Refused with SETUP_LINK_USED
     */
    public void setUpFor(String secret, String organizationName, String subject, String name) {
        setUp(
                secret,
                organizationName,
                roles -> outside.getObject().addKnown(subject, Caller.Kind.PERSON, name, roles));
    }

    private void setUp(String secret, String organizationName, Consumer<Set<Role>> first) {
        var organization = people.newOrganization();
        Acting.run(
                Caller.centre(organization, "setup"),
                () ->
                        transaction.executeWithoutResult(_ -> {
                            use(secret);
                            people.found(organization, organizationName);
                            policy.begin(Blueprint.reference());
                            first.accept(Set.of(Role.NETWORK_ADMINISTRATOR));
                        }));
    }

    private void use(String secret) {
        int used =
                people.empty()
                        ? jdbc.sql(
                                        "update setup_link set used_at = ? where token_digest = ? and used_at is"
                                                + " null")
                                .params(clock.instant().atOffset(ZoneOffset.UTC), digest(secret))
                                .update()
                        : 0;
        if (used != 1) {
            throw Refused.conflict(
                    "SETUP_LINK_USED", "This set-up link is not valid or was used before.");
        }
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
