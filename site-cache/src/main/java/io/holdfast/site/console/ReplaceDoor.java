package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import io.holdfast.site.console.Sessions.Session;
import io.holdfast.sitelink.site.ConsoleAnswer;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import io.holdfast.sitelink.site.Replacing.Stage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where somebody in a hold replaces a failed device, and a second person confirms the new one's key
 * in the same dialogue (rulings S5). It lies below the break-glass page, whose session it needs.
 */
final class ReplaceDoor {

    static final String PATH = BreakGlassDoor.PATH + "/replace";

    private final Supplier<Status> status;
    private final Supplier<ReplaceView> view;
    private final Function<Asking, ConsoleAnswer> node;
    private final Sessions sessions;

    ReplaceDoor(
            Supplier<Status> status,
            Supplier<ReplaceView> view,
            Function<Asking, ConsoleAnswer> node,
            Sessions sessions) {
        this.status = status;
        this.view = view;
        this.node = node;
        this.sessions = sessions;
    }

    static boolean isItsPath(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    void get(HttpExchange exchange, Words words) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            Answers.plain(exchange, 404);
            return;
        }
        page(exchange, 200, words, ReplacePage.Said.NOTHING);
    }

    /** A button of a page of ours. */
    void post(HttpExchange exchange, Form form, Words words) throws IOException {
        var session = sessions.of(exchange, status.get().site(), status.get().hold());
        if (session.filter(s -> s.formWord().equals(form.field("word"))).isEmpty()) {
            answered(exchange, new ConsoleAnswer.No(Why.NOT_ENTERED), form, words);
            return;
        }
        var digest = session.orElseThrow().digest();
        switch (exchange.getRequestURI().getPath()) {
            case PATH + "/ask" ->
                    answered(
                            exchange,
                            node.apply(
                                    new Asking.Replace(
                                            digest,
                                            form.field("slot"),
                                            form.field("serial"),
                                            form.field("key"),
                                            form.field("reason"))),
                            form,
                            words);
            case PATH + "/confirm" ->
                    answered(
                            exchange,
                            node.apply(
                                    new Asking.ConfirmReplacement(
                                            digest,
                                            number(form),
                                            form.field("person"),
                                            form.field("code"),
                                            Sessions.digest(Sessions.newWord()))),
                            form,
                            words);
            case PATH + "/give-up" ->
                    answered(
                            exchange,
                            node.apply(new Asking.GiveUpReplacement(digest, number(form))),
                            form,
                            words);
            default -> Answers.plain(exchange, 404);
        }
    }

    private static long number(Form form) {
        var text = form.field("number");
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }

    private void answered(HttpExchange exchange, ConsoleAnswer answer, Form form, Words words)
            throws IOException {
        switch (answer) {
            case ConsoleAnswer.Done() -> BreakGlassDoor.back(exchange, PATH, words);
            case ConsoleAnswer.Judged _ -> Answers.plain(exchange, 500);
            case ConsoleAnswer.Unknown() ->
                    page(exchange, 504, words, said(form, words.say("glass.unknown")));
            case ConsoleAnswer.No(var why, var notBefore) -> {
                long left = BreakGlassDoor.retryAfter(exchange, status.get().now(), notBefore);
                var key = why == Why.NOT_FILLED_IN ? "replace.no." : "glass.no.";
                page(
                        exchange,
                        BreakGlassDoor.status(why),
                        words,
                        said(form, words.say(key + why, left)));
            }
        }
    }

    /** What somebody typed is there again, but for the code. */
    private static ReplacePage.Said said(Form form, String problem) {
        return new ReplacePage.Said(
                problem,
                form.field("slot"),
                form.field("serial"),
                form.field("key"),
                form.field("reason"),
                form.field("person"));
    }

    private void page(HttpExchange exchange, int code, Words words, ReplacePage.Said said)
            throws IOException {
        var now = status.get();
        var known = view.get();
        Optional<Session> session = sessions.of(exchange, now.site(), now.hold());
        boolean waits =
                known.open().filter(o -> !(o.stage() instanceof Stage.ToConfirm)).isPresent();
        if (waits) {
            // Nothing is typed on it meanwhile.
            exchange.getResponseHeaders().set("Refresh", "3");
        }
        Answers.form(exchange, code, ReplacePage.render(now, known, words, session, said));
    }
}
