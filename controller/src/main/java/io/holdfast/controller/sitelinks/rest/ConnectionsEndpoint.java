package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.ConnectionsApi;
import io.holdfast.api.model.Connection;
import io.holdfast.api.model.ConnectionList;
import io.holdfast.api.model.Overruling;
import io.holdfast.controller.sitelinks.LostStates;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.web.PathIds;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How sites stand, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class ConnectionsEndpoint implements ConnectionsApi {

    private final SiteLinks links;
    private final LostStates lost;

    ConnectionsEndpoint(SiteLinks links, LostStates lost) {
        this.links = links;
        this.lost = lost;
    }

    @Override
    public ResponseEntity<Connection> readConnection(String site) {
        return ResponseEntity.ok(LinkForms.connection(links.standing(PathIds.site(site))));
    }

    @Override
    public ResponseEntity<Connection> overruleSite(String site, Overruling overruling) {
        var id = PathIds.site(site);
        lost.overrule(id, overruling.getEpoch(), overruling.getRevision(), overruling.getReason());
        return ResponseEntity.ok(LinkForms.connection(links.standing(id)));
    }

    @Override
    public ResponseEntity<ConnectionList> listConnections() {
        return ResponseEntity.ok(
                new ConnectionList(links.standings().stream().map(LinkForms::connection).toList()));
    }
}
