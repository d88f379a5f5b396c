package io.holdfast.controller.scope;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who acts, for which organisation, and what that caller may do. It comes from a checked token or
 * session and a membership; nothing in it is claimed by the caller alone.
 *
 * @param issuer who vouched for the identity
 * @param subject the identity, unique at its issuer
 * @param shown when it last showed who it is: a person by logging in, a program by its secret
 * @param byToken whether a program acts in a person's name: nobody was there
 */
public record Caller(
        OrganizationId organization,
        Kind kind,
        String issuer,
        String subject,
        String name,
        Set<Role> roles,
        Set<Permission> permissions,
        Instant shown,
        boolean byToken) {

    /** What kind of caller. */
    public enum Kind {
        PERSON,
        CLIENT,
        SITE_NODE,
        /** The centre itself, by signal or clock. */
        CENTRE,
        /** Nobody known: a refused attempt. */
        UNKNOWN
    }

    public Caller {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /** Somebody who has never shown who he is: for whatever is not risky. */
    public Caller(
            OrganizationId organization,
            Kind kind,
            String issuer,
            String subject,
            String name,
            Set<Role> roles,
            Set<Permission> permissions) {
        this(organization, kind, issuer, subject, name, roles, permissions, Instant.EPOCH, false);
    }

    /** The same, who showed it then. */
    public Caller shownAt(Instant when) {
        return new Caller(
                organization, kind, issuer, subject, name, roles, permissions, when, byToken);
    }

    /** The centre acting by signal or clock. */
    public static Caller centre(OrganizationId organization, String what) {
        return new Caller(
                organization,
                Kind.CENTRE,
                "holdfast",
                what,
                what,
                Set.of(),
                EnumSet.allOf(Permission.class));
    }

    /** A site node, known by its certificate. */
    public static Caller siteNode(OrganizationId organization, String identity) {
        return new Caller(
                organization, Kind.SITE_NODE, "link", identity, identity, Set.of(), Set.of());
    }

    /** Somebody who could not be told. */
    public static Caller unknown(OrganizationId organization, String claimed) {
        return new Caller(organization, Kind.UNKNOWN, "", claimed, claimed, Set.of(), Set.of());
    }

    /** The same, for whom a program acts by a token, who may only so much of it. */
    public Caller within(Set<Permission> scopes) {
        var less = EnumSet.noneOf(Permission.class);
        less.addAll(permissions);
        less.retainAll(scopes);
        return new Caller(organization, kind, issuer, subject, name, roles, less, shown, true);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
