package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.DeviceAccess;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings searches to their sites in the signed access list. Part of the use cases that order them,
 * which ask for rights and record.
 */
@Component
public class SearchCarrier {

    private final AccessLists lists;
    private final AccessStore accesses;

    SearchCarrier(AccessLists lists, AccessStore accesses) {
        this.lists = lists;
        this.accesses = accesses;
    }

    /**
     * The incarnation of the site's node; its row stays locked until the transaction ends.
     *
     * @throws Refused if no node is enrolled
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int incarnation(SiteId site) {
        return lists.enrolled(site).incarnation();
    }

    /** Whether what opens this device is there, sealed to the node of now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hasAccess(SiteId site, DeviceSlot slot) {
        int incarnation = lists.enrolled(site).incarnation();
        return accesses.entry(site, slot).filter(e -> e.incarnation() == incarnation).isPresent();
    }

    /** What a search asks with, sealed to the site; base64. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String sealed(SiteId site, String search, String user, String auth, String priv) {
        return lists.sealed(
                lists.enrolled(site),
                search,
                new DeviceAccess.DeviceSecret("", "", user, auth, priv));
    }

    /** Signs the site's list anew, with the searches that are open now; its version. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long sign(SiteId site) {
        return lists.signNext(lists.enrolled(site));
    }
}
