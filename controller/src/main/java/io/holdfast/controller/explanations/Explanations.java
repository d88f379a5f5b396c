package io.holdfast.controller.explanations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.Explain;
import io.holdfast.core.verify.Explanation;
import io.holdfast.core.verify.Hop;
import io.holdfast.core.verify.RuleOrigins;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers what an engineer asks at night: may this packet pass, who allowed it, since when. The
 * answer is worked out from configurations, never from the plan alone; where a device was not read
 * back it says so.
 */
@Service
public class Explanations {

    /** So many other sites are looked at beside the one that was asked. */
    private static final int NEARBY_SITES = 3;

    private final Access access;
    private final Policies policies;
    private final Rollouts rollouts;
    private final SiteLinks links;
    private final Configurations configurations;
    private final Authority authority;
    private final InstantSource clock;

    Explanations(
            Access access,
            Policies policies,
            Rollouts rollouts,
            SiteLinks links,
            Configurations configurations,
            Authority authority,
            InstantSource clock) {
        this.access = access;
        this.policies = policies;
        this.rollouts = rollouts;
        this.links = links;
        this.configurations = configurations;
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * Answers a question.
     *
     * @throws Refused if the site is not there, has no configuration yet, or the question cannot be
     *     read; the pointer names the field
     */
    @Transactional(readOnly = true)
    public Answer answer(Question question) {
        access.requireRead();
        var policy = policies.inForce();
        var now = clock.instant();
        var contents = new TreeMap<SiteId, SiteContent>();
        rollouts.released()
                .forEach(b ->
                        contents.put(
                                b.site(), WireJson.read(SiteContent.class, b.content()).at(now)));
        var told = explained(question, policy, contents);
        var packet = told.asked().packet();
        return new Answer(
                question,
                packet,
                told.asked().from(),
                told.asked().to(),
                told.explanation().passes(),
                told.explanation().outcome() instanceof Explanation.Outcome.Delivered(var zones)
                        ? zones
                        : List.of(),
                told.explanation().sentence(),
                told.explanation().hops().stream()
                        .map(hop -> new Answer.Step(hop, origin(hop, told.origins())))
                        .toList(),
                authority.of(told.content().model(), told.explanation()),
                never(told.content().model(), told.asked()),
                repliesPass(told),
                told.configured().basis(),
                near(question, told, policy, contents));
    }

    private record Told(
            AskedPacket asked,
            SiteContent content,
            Configurations.Configured configured,
            RuleOrigins origins,
            Explanation explanation) {}

    private Told explained(
            Question question, PolicyInForce policy, Map<SiteId, SiteContent> contents) {
        if (policy.plan(question.site()).isEmpty()) {
            throw Refused.notFound("site", question.site().value());
        }
        var content = contents.get(question.site());
        if (content == null) {
            throw Refused.conflict(
                    "SITE_WITHOUT_CONFIGURATION",
                    "No change was released for this site yet; its devices are as they were found.");
        }
        var asked = AskedPacket.of(question, content.model(), content.plan());
        var configured =
                configurations.of(content, links.standing(question.site()), question.state());
        var compiled = PolicyCompiler.compile(content.model(), content.plan(), content.abilities());
        return new Told(
                asked,
                content,
                configured,
                compiled,
                Explain.packet(
                        content.model(),
                        content.plan(),
                        configured.devices(),
                        asked.from(),
                        asked.packet(),
                        compiled));
    }

    private static String origin(Hop hop, RuleOrigins origins) {
        return origins.originOf(hop.device(), hop.decision()).orElse("");
    }

    private static boolean repliesPass(Told told) {
        var packet = told.asked().packet();
        if (told.asked().to().isEmpty() || !told.explanation().passes()) {
            return false;
        }
        boolean ports = packet.protocol() == 6 || packet.protocol() == 17;
        var back =
                new Packet(
                        /* source= */ packet.destination(),
                        /* destination= */ packet.source(),
                        packet.protocol(),
                        ports ? packet.destinationPort() : 0,
                        ports ? packet.sourcePort() : answerType(packet));
        return Explain.packet(
                        told.content().model(),
                        told.content().plan(),
                        told.configured().devices(),
                        told.asked().to().get(),
                        back,
                        told.origins())
                .passes();
    }

    /** An echo request is answered by an echo reply (RFC 792, RFC 4443). */
    private static int answerType(Packet packet) {
        return switch (packet.protocol()) {
            case 1 -> packet.destinationPort() == 8 ? 0 : packet.destinationPort();
            case 58 -> packet.destinationPort() == 128 ? 129 : packet.destinationPort();
            default -> 0;
        };
    }

    private static Optional<Guardrail> never(ZoneModel model, AskedPacket asked) {
        var from = kind(model, asked.from());
        return asked.to()
                .map(to -> kind(model, to))
                .flatMap(to ->
                        model.guardrails().stream()
                                .filter(g ->
                                        g instanceof Guardrail.NeverDirect(_, var a, var b)
                                                && a == from
                                                && b == to)
                                .findFirst());
    }

    private static ZoneKind kind(ZoneModel model, ZoneName zone) {
        return model.zone(zone).orElseThrow().kind();
    }

    private List<Answer.Near> near(
            Question question, Told told, PolicyInForce policy, Map<SiteId, SiteContent> contents) {
        var near = new ArrayList<Answer.Near>();
        add(
                near,
                Answer.Near.Kind.OTHER_WAY_ROUND,
                new Question(
                        question.site(),
                        question.to(),
                        question.from(),
                        question.protocol(),
                        question.port(),
                        OptionalInt.empty(),
                        question.state()),
                policy,
                contents);
        add(
                near,
                Answer.Near.Kind.OTHER_STATE,
                new Question(
                        question.site(),
                        question.from(),
                        question.to(),
                        question.protocol(),
                        question.port(),
                        question.sourcePort(),
                        question.state() == Question.State.RUNNING
                                ? Question.State.DESIRED
                                : Question.State.RUNNING),
                policy,
                contents);
        if (byName(question.from()) && byName(question.to())) {
            contents.keySet().stream()
                    .filter(site -> !site.equals(told.content().plan().site()))
                    .limit(NEARBY_SITES)
                    .forEach(site ->
                            add(
                                    near,
                                    Answer.Near.Kind.OTHER_SITE,
                                    new Question(
                                            site,
                                            question.from(),
                                            question.to(),
                                            question.protocol(),
                                            question.port(),
                                            question.sourcePort(),
                                            question.state()),
                                    policy,
                                    contents));
        }
        return near;
    }

    private static boolean byName(String end) {
        return end.matches("[a-z].*") && !end.contains(":");
    }

    private void add(
            List<Answer.Near> near,
            Answer.Near.Kind kind,
            Question question,
            PolicyInForce policy,
            Map<SiteId, SiteContent> contents) {
        try {
            var told = explained(question, policy, contents);
            near.add(
                    new Answer.Near(
                            kind,
                            question,
                            told.explanation().passes(),
                            never(told.content().model(), told.asked())));
        } catch (Refused _) {
            // A neighbouring question that cannot be asked is not shown.
        }
    }
}
