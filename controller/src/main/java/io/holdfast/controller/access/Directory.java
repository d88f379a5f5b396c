package io.holdfast.controller.access;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Role;
import java.util.Set;

/** Where the accounts of people are kept: in the embedded provider, or outside. */
interface Directory {

    /** A person of the acting organisation who has still to come. */
    Invitation invite(String name, Set<Role> roles);

    /** Somebody is no member of the acting organisation any more. */
    void left(String issuer, String subject, Caller.Kind kind);
}
