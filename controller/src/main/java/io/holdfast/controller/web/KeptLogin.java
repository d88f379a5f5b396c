package io.holdfast.controller.web;

import io.holdfast.controller.scope.OrganizationId;
import java.io.Serializable;
import java.util.UUID;

/**
 * Which login a session of the dashboard stands for, kept in it for as long as it lasts.
 *
 * @param subject whose; in one browser somebody else may log in without logging out
 */
public record KeptLogin(OrganizationId organization, UUID login, String subject)
        implements Serializable {

    /** Where it stands in the session. */
    public static final String PLACE = KeptLogin.class.getName();
}
