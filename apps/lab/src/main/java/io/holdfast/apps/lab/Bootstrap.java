package io.holdfast.apps.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The start-up file the centre reads once on its empty database. */
final class Bootstrap {

    static final String ORGANIZATION = "Demo Utility";

    private Bootstrap() {}

    static Path write(Options options, Ports ports, People people) {
        var sites = new ArrayList<Object>();
        for (int place = 0; place < DemoSite.ALL.size(); place++) {
            var site = DemoSite.ALL.get(place);
            sites.add(
                    Map.of(
                            "code", site.id(),
                            "name", site.name(),
                            "timeZone", DemoSite.TIME_ZONE,
                            "number", site.number(),
                            "linkUrl", "https://127.0.0.1:" + ports.wan(place),
                            "equipment", site.equipment().name()));
        }
        var persons =
                people.accounts().stream()
                        .map(a ->
                                Map.of(
                                        "user",
                                        a.user(),
                                        "name",
                                        a.user(),
                                        "password",
                                        a.password(),
                                        "subject",
                                        a.subject(),
                                        "roles",
                                        List.of(a.role())))
                        .toList();
        var programs =
                people.programs().stream()
                        .map(p ->
                                Map.of(
                                        "id",
                                        p.id(),
                                        "secret",
                                        p.secret(),
                                        "subject",
                                        p.subject(),
                                        "scopes",
                                        p.scopes(),
                                        "roles",
                                        List.of(p.role())))
                        .toList();
        var file = options.plant().resolve("bootstrap.json");
        Secrets.write(
                file,
                Json.text(
                        Map.of(
                                "organizations",
                                List.of(
                                        Map.of(
                                                "name",
                                                ORGANIZATION,
                                                "people",
                                                persons,
                                                "clients",
                                                programs,
                                                "sites",
                                                sites)))));
        return file;
    }
}
