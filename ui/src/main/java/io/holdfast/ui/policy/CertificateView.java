package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.holdfast.controller.policies.Certificates;
import io.holdfast.controller.policies.SiteCertificate;
import io.holdfast.core.verify.Certificate;
import io.holdfast.ui.kit.Aside;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What is proved of a site: about which inputs, on which assumptions, and the file to keep. */
@Route(value = "policy/certificate", layout = MainLayout.class)
@PermitAll
public class CertificateView extends Page implements HasUrlParameter<String> {

    private static final long serialVersionUID = 1L;

    private final transient Certificates certificates;
    private final Div body = new Div();
    private final transient Aside aside = new Aside();

    public CertificateView(Certificates certificates) {
        this.certificates = certificates;
        crumb(ZoneForm.up());
        add(body);
    }

    @Override
    public void setParameter(BeforeEvent event, String site) {
        body.removeAll();
        title(getTranslation("certificate.of", site.toUpperCase(Locale.ROOT)));
        actions();
        body.add(why(getTranslation("certificate.working")));
        aside.begin(
                _ -> certificates.of(Places.site(site)),
                outcome -> {
                    body.removeAll();
                    switch (outcome) {
                        case Aside.Outcome.Done(var shown) -> show(shown);
                        case Aside.Outcome.Denied(var refused) ->
                                body.add(refused(refused, getTranslation("plan.unknown")));
                        case Aside.Outcome.Failed() ->
                                body.add(
                                        note(
                                                Tone.ATTENTION,
                                                new Span(getTranslation("proposal.failed"))));
                    }
                });
    }

    private void show(SiteCertificate shown) {
        sub(getTranslation("certificate.revision", shown.revision()));
        actions(download(shown));
        body.add(verdict(shown), facts(shown));
        if (!shown.proof().counterExamples().isEmpty()) {
            var examples = new Div();
            shown.proof()
                    .counterExamples()
                    .forEach(e -> examples.add(note(Tone.ATTENTION, new Span(e.sentence()))));
            body.add(section(getTranslation("certificate.against"), examples));
        }
        var proved = shown.proof().certificate();
        body.add(
                section(getTranslation("certificate.inputs"), inputs(proved)),
                section(getTranslation("certificate.pairs"), pairs(proved)),
                section(getTranslation("certificate.check"), check(shown), whole(proved)));
    }

    private Component verdict(SiteCertificate shown) {
        boolean holds = shown.proof().holds();
        var mark =
                new StateMark(
                        holds ? Glyph.OK : Glyph.ATTENTION,
                        holds ? Tone.OK : Tone.ATTENTION,
                        getTranslation(holds ? "certificate.holds" : "certificate.holds-not"));
        mark.addClassName("hf-verdict");
        return new Div(mark);
    }

    private Facts facts(SiteCertificate shown) {
        var proved = shown.proof().certificate();
        var facts =
                new Facts()
                        .fact(getTranslation("certificate.digest"), mono(proved.digest()))
                        .fact(
                                getTranslation("certificate.states"),
                                getTranslation("certificate.states.text"));
        lines(facts, "change.proof.assumed", proved.assumptions());
        lines(facts, "change.proof.replies", proved.replies());
        return facts;
    }

    private void lines(Facts facts, String label, List<String> all) {
        var lines = new Div();
        all.forEach(line -> lines.add(new Div(line)));
        if (!all.isEmpty()) {
            facts.fact(getTranslation(label), lines);
        }
    }

    private Component inputs(Certificate proved) {
        var table =
                new Table(getTranslation("certificate.inputs"))
                        .head(getTranslation("certificate.input"))
                        .head("SHA-256");
        proved.inputs().forEach((name, digest) -> table.row(Table.text(name), mono(digest)));
        return table;
    }

    private Component pairs(Certificate proved) {
        var table =
                new Table(getTranslation("certificate.pairs"))
                        .head(getTranslation("conduit.from"))
                        .head(getTranslation("conduit.to"))
                        .numberHead(getTranslation("certificate.packets"))
                        .head("SHA-256");
        for (var pair : proved.pairs()) {
            table.row(
                    Table.text(pair.from()),
                    Table.text(pair.to()),
                    Table.text(rounded(pair.volume())),
                    mono(pair.digest()));
        }
        return table;
    }

    /** A volume in powers of ten: nobody reads forty digits, the digest is exact. */
    private static String rounded(BigInteger volume) {
        var digits = volume.toString();
        return digits.length() < 7 ? digits : "10^" + (digits.length() - 1);
    }

    private static Component mono(String text) {
        var span = new Span(text);
        span.addClassName("hf-mono");
        return span;
    }

    private Component check(SiteCertificate shown) {
        var command = new Pre("./holdfast proof verify " + name(shown));
        command.addClassName("hf-mono");
        return new Div(new Paragraph(getTranslation("certificate.check.text")), command);
    }

    private Component whole(Certificate proved) {
        var text = new Pre(proved.canonicalText());
        text.addClassName("hf-mono");
        text.getElement().setAttribute("tabindex", "0");
        return new NativeDetails(getTranslation("certificate.text"), text);
    }

    private static String name(SiteCertificate shown) {
        return shown.site() + "-revision-" + shown.revision() + ".json";
    }

    private Component download(SiteCertificate shown) {
        var bytes = shown.file().getBytes(StandardCharsets.UTF_8);
        var anchor =
                new Anchor(
                        DownloadHandler.fromInputStream(_ ->
                                new DownloadResponse(
                                        new ByteArrayInputStream(bytes),
                                        name(shown),
                                        "application/json",
                                        bytes.length)),
                        getTranslation("certificate.download"));
        anchor.setId("download");
        anchor.addClassName("hf-button");
        return anchor;
    }
}
