package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.GroupStore;

/** Whether a site can read a group's secret. */
final class GroupSeals {

    private GroupSeals() {}

    /**
     * The secret as the site that is enrolled now can read it, or a refusal that says what to do.
     */
    static GroupStore.Seal usable(GroupStore groups, String group, AccessLists.Enrolled site) {
        if (groups.group(group).isEmpty()) {
            throw Refused.invalid(
                    "/group", "UNKNOWN_GROUP", "There is no credential group \"" + group + "\".");
        }
        var seal =
                groups.seal(group, site.identity().site())
                        .orElseThrow(() ->
                                Refused.invalid(
                                        "/group",
                                        "GROUP_NOT_AT_SITE",
                                        "The group's secret was not entered for this site."));
        if (seal.incarnation() != site.incarnation()) {
            throw Refused.conflict(
                    "GROUP_OF_ANOTHER_BOX",
                    "The site node was replaced; enter the group's secret again first.");
        }
        return seal;
    }
}
