package io.holdfast.controller.access;

import io.holdfast.controller.database.Ids;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * People whose accounts the outside provider keeps. An invitation is bound to whoever logs in there
 * and opens it; until then a stand-in holds the place.
 */
@Component
@Profile("keycloak")
public class OutsideAccounts implements Directory {

    /** No provider gives such a subject. */
    private static final String STAND_IN = "invited:";

    private final People people;
    private final Invitations invitations;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final String issuer;

    OutsideAccounts(
            People people,
            Invitations invitations,
            InstantSource clock,
            PlatformTransactionManager transactions,
            IdentityProvider provider) {
        this.people = people;
        this.invitations = invitations;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.issuer = provider.issuer();
    }

    /** Somebody or something that the provider already knows, as a member. */
    @Transactional
    public void addKnown(String subject, Caller.Kind kind, String name, Set<Role> roles) {
        people.add(new People.Member(issuer, subject, kind, name, roles));
    }

    @Override
    @Transactional
    public Invitation invite(String name, Set<Role> roles) {
        var standIn = STAND_IN + Ids.next(clock.instant());
        people.add(new People.Member(issuer, standIn, Caller.Kind.PERSON, name, roles), false);
        return invitations.issue(standIn);
    }

    /** The account itself is not ours. */
    @Override
    public void left(String itsIssuer, String subject, Caller.Kind kind) {}

    /**
     * Whoever has the link and has logged in becomes that member, once.
     *
     * @throws Refused with INVITATION_USED, ALREADY_A_MEMBER, or MEMBER_ELSEWHERE: the dashboard is
     *     of one organisation, and an account of two would reach neither
     */
    void join(String secret, String subject) {
        var standIn = invitations.user(secret).orElseThrow(OutsideAccounts::used);
        var organization =
                people.organizationsOf(issuer, standIn).stream()
                        .findFirst()
                        .orElseThrow(OutsideAccounts::used);
        var already = people.organizationsOf(issuer, subject);
        if (already.contains(organization)) {
            throw Refused.conflict("ALREADY_A_MEMBER", "You belong to this organisation already.");
        }
        if (!already.isEmpty()) {
            throw Refused.conflict(
                    "MEMBER_ELSEWHERE", "This account belongs to another organisation.");
        }
        Acting.run(
                People.person(organization, issuer, subject),
                () -> bind(organization, secret, standIn, subject));
    }

    private void bind(OrganizationId organization, String secret, String standIn, String subject) {
        transaction.executeWithoutResult(_ -> {
            if (!invitations.use(secret)) {
                throw used();
            }
            people.comes(organization, issuer, standIn, subject);
        });
    }

    private static Refused used() {
        return Refused.conflict(
                "INVITATION_USED", "This invitation is not valid or was used before.");
    }
}
