package io.holdfast.controller.scope;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a person or a program is in an organisation. Rights live here, never in a token (rulings
 * C5).
 */
public enum Role {
    NETWORK_ADMINISTRATOR,
    APPROVER,
    OPERATOR,
    AUDITOR,
    OBSERVER,
    AUTOMATION;

    /** What the role may ask for. */
    public Set<Permission> permissions() {
        return switch (this) {
            case NETWORK_ADMINISTRATOR ->
                    EnumSet.of(
                            Permission.READ,
                            Permission.PROPOSE,
                            Permission.ROLL_OUT,
                            Permission.ONBOARD,
                            Permission.OPERATE,
                            Permission.ADMINISTER);
            case APPROVER -> EnumSet.of(Permission.READ, Permission.APPROVE);
            case OPERATOR -> EnumSet.of(Permission.READ, Permission.ROLL_OUT, Permission.OPERATE);
            case AUDITOR -> EnumSet.of(Permission.READ, Permission.READ_AUDIT);
            case OBSERVER -> EnumSet.of(Permission.READ);
            case AUTOMATION ->
                    EnumSet.of(
                            Permission.READ,
                            Permission.PROPOSE,
                            Permission.ROLL_OUT,
                            Permission.ONBOARD,
                            Permission.OPERATE,
                            Permission.READ_AUDIT);
        };
    }

    /** The role's name for people and files, as in network-administrator. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads {@code network-administrator}.
     *
     * @throws IllegalArgumentException for any other word
     */
    public static Role of(String text) {
        for (var role : values()) {
            if (role.text().equals(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a role");
    }
}
