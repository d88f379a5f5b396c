package io.holdfast.core.change;

import java.util.List;

/**
 * How many other people it takes to approve a change, and how many of them must hold which role. A
 * person counts once, and for each role that person held when approving. Nobody who wrote on the
 * change counts.
 *
 * @param people at least 1
 * @param roles each at most once, none with more people than it takes altogether
 */
public record ApprovalRule(int people, List<OfRole> roles) {

    /** One other person, of whatever role. */
    public static final ApprovalRule ONE = new ApprovalRule(1, List.of());

    /** More than this nobody gathers for one change. */
    public static final int MOST = 9;

    /** So many of those who approve hold this role. */
    public record OfRole(String role, int people) {}

    public ApprovalRule {
        roles = List.copyOf(roles);
        if (people < 1 || people > MOST) {
            throw new IllegalArgumentException("a change takes 1 to " + MOST + " approvals");
        }
        for (var role : roles) {
            if (role.people() < 1 || role.people() > people) {
                throw new IllegalArgumentException(
                        "of the " + people + " who approve, 1 to " + people + " hold a role");
            }
            if (roles.stream().filter(r -> r.role().equals(role.role())).count() > 1) {
                throw new IllegalArgumentException("role " + role.role() + " is named twice");
            }
        }
    }

    /** Whether these approvals are enough for a change of these authors. */
    boolean met(List<Person> authors, List<ApprovalGiven> approvals) {
        return missing(authors, approvals) == 0
                && roles.stream()
                        .allMatch(r ->
                                count(
                                                authors,
                                                approvals.stream()
                                                        .filter(a -> a.roles().contains(r.role()))
                                                        .toList())
                                        >= r.people());
    }

    /** How many more people it takes, whatever their roles. */
    public int missing(List<Person> authors, List<ApprovalGiven> approvals) {
        return Math.max(0, people - count(authors, approvals));
    }

    private static int count(List<Person> authors, List<ApprovalGiven> approvals) {
        return (int)
                approvals.stream()
                        .map(ApprovalGiven::by)
                        .filter(p -> !authors.contains(p))
                        .distinct()
                        .count();
    }

    /** Whether this asks for less than the other anywhere. */
    public boolean looserThan(ApprovalRule before) {
        return people < before.people
                || before.roles.stream().anyMatch(r -> of(r.role()) < r.people());
    }

    private int of(String role) {
        return roles.stream()
                .filter(r -> r.role().equals(role))
                .mapToInt(OfRole::people)
                .findFirst()
                .orElse(0);
    }
}
