package io.holdfast.core.zone;

import io.holdfast.core.Names;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SiteZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One revision of a blueprint or of a pack that is added to one: zones, conduits and guardrails
 * once for many sites, and what its zones are at a site, with the site's numbers as parameters. It
 * never changes; another content is another revision.
 *
 * @param name as in security-technology
 * @param revision from 1 on
 */
public record BlueprintRevision(
        String name,
        int revision,
        String title,
        List<Parameter> parameters,
        List<Zone> zones,
        List<Conduit> conduits,
        List<Guardrail> guardrails,
        List<ZoneTemplate> siteZones) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z0-9-]+)}");

    public BlueprintRevision {
        Names.label("a blueprint's name", name);
        Names.text("a blueprint's title", title, 100);
        if (revision < 1) {
            throw new IllegalArgumentException("revisions of a blueprint begin with 1");
        }
        parameters = List.copyOf(parameters);
        zones = List.copyOf(zones);
        conduits = List.copyOf(conduits);
        guardrails = List.copyOf(guardrails);
        siteZones = List.copyOf(siteZones);
    }

    /** A number of a site that the templates speak of, with its range. */
    public record Parameter(String name, int first, int last) {
        public Parameter {
            Names.label("a parameter's name", name);
            if (first > last) {
                throw new IllegalArgumentException("a parameter's range begins before it ends");
            }
        }
    }

    /** What a zone is at a site; {@code {name}} in an address stands for the parameter. */
    public record ZoneTemplate(
            ZoneName zone,
            int vlan,
            List<String> prefixes,
            List<String> gateways,
            List<GroupTemplate> groups) {
        public ZoneTemplate {
            prefixes = List.copyOf(prefixes);
            gateways = List.copyOf(gateways);
            groups = List.copyOf(groups);
        }
    }

    /** An endpoint group at a site. */
    public record GroupTemplate(GroupName name, List<String> prefixes) {
        public GroupTemplate {
            prefixes = List.copyOf(prefixes);
        }
    }

    /**
     * The model with this blueprint's zones, conduits and guardrails added. What the model has
     * under the same name already is left as it is: people may have changed it.
     */
    public ZoneModel addTo(ZoneModel model) {
        var allZones = new ArrayList<>(model.zones());
        zones.stream().filter(z -> model.zone(z.name()).isEmpty()).forEach(allZones::add);
        var allConduits = new ArrayList<>(model.conduits());
        conduits.stream().filter(c -> model.conduit(c.id()).isEmpty()).forEach(allConduits::add);
        var allGuardrails = new ArrayList<>(model.guardrails());
        guardrails.stream()
                .filter(g -> model.guardrails().stream().noneMatch(o -> o.name().equals(g.name())))
                .forEach(allGuardrails::add);
        return new ZoneModel(allZones, allConduits, allGuardrails, model.acceptances());
    }

    /**
     * The zones at a site with these numbers.
     *
     * @throws IllegalArgumentException if a number is missing, too small or too large, or unknown
     */
    public List<SiteZone> siteZones(Map<String, Integer> values) {
        for (var parameter : parameters) {
            var value = values.get(parameter.name());
            if (value == null || value < parameter.first() || value > parameter.last()) {
                throw new IllegalArgumentException(
                        "the blueprint's parameter "
                                + parameter.name()
                                + " is a number from "
                                + parameter.first()
                                + " to "
                                + parameter.last());
            }
        }
        return siteZones.stream().map(z -> siteZone(z, values)).toList();
    }

    private SiteZone siteZone(ZoneTemplate template, Map<String, Integer> values) {
        return new SiteZone(
                template.zone(),
                template.vlan(),
                prefixes(template.prefixes(), values),
                template.gateways().stream()
                        .map(g -> InterfaceAddress.of(fill(g, values)))
                        .toList(),
                template.groups().stream()
                        .map(g -> new SiteZone.SiteGroup(g.name(), prefixes(g.prefixes(), values)))
                        .toList());
    }

    private List<Prefix> prefixes(List<String> texts, Map<String, Integer> values) {
        return texts.stream().map(t -> Prefix.of(fill(t, values))).toList();
    }

    private String fill(String text, Map<String, Integer> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> {
                    var name = found.group(1);
                    if (parameters.stream().noneMatch(p -> p.name().equals(name))) {
                        throw new IllegalArgumentException(
                                "the blueprint has no parameter " + name + ", as in " + text);
                    }
                    return String.valueOf(values.get(name));
                });
    }
}
