package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import io.holdfast.site.console.Sessions.Session;
import io.holdfast.sitelink.site.ConsoleAnswer;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Break-glass at the console: a named person with a sealed code and a reason holds the site. What a
 * browser sends counts only if it comes from a page of this very address; what is wanted by
 * somebody who entered has to bring along the word of his session.
 */
final class BreakGlassDoor {

    static final String PATH = "/break-glass";

    private final Supplier<Status> status;
    private final Function<Asking, ConsoleAnswer> node;
    private final Sessions sessions = new Sessions();
    private final ReplaceDoor replace;

    BreakGlassDoor(
            Supplier<Status> status,
            Supplier<ReplaceView> view,
            Function<Asking, ConsoleAnswer> node) {
        this.status = status;
        this.node = node;
        this.replace = new ReplaceDoor(status, view, node, sessions);
    }

    void serve(HttpExchange exchange, String host, Words words) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> get(exchange, words);
            case "POST" -> post(exchange, host, words);
            default -> {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
                Answers.plain(exchange, 405);
            }
        }
    }

    private void get(HttpExchange exchange, Words words) throws IOException {
        if (ReplaceDoor.isItsPath(exchange.getRequestURI().getPath())) {
            replace.get(exchange, words);
            return;
        }
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            Answers.plain(exchange, 404);
            return;
        }
        page(exchange, 200, words, new BreakGlassPage.Said("", "", ""));
    }

    private void post(HttpExchange exchange, String host, Words words) throws IOException {
        if (!isFromHere(exchange, host)) {
            Answers.plain(exchange, 403);
            return;
        }
        switch (Form.read(exchange)) {
            case Form.Read.Refused(var code) -> Answers.plain(exchange, code);
            case Form.Read.Whole(var form)
                    when ReplaceDoor.isItsPath(exchange.getRequestURI().getPath()) ->
                    replace.post(exchange, form, words);
            case Form.Read.Whole(var form) -> {
                switch (exchange.getRequestURI().getPath()) {
                    case PATH + "/enter" -> enter(exchange, form, words);
                    case PATH + "/end" -> wanted(exchange, form, words, Asking.EndHold::new);
                    case PATH + "/close" -> close(exchange, form, words);
                    case PATH + "/leave" -> wanted(exchange, form, words, Asking.Leave::new);
                    default -> Answers.plain(exchange, 404);
                }
            }
        }
    }

    /**
     * A browser says with every button from whose page it comes; a page that hides it is not ours.
     */
    static boolean isFromHere(HttpExchange exchange, String host) {
        var headers = exchange.getRequestHeaders();
        var site = headers.getFirst("Sec-Fetch-Site");
        return ("http://" + host).equals(headers.getFirst("Origin"))
                && (site == null || site.equals("same-origin"));
    }

    private void enter(HttpExchange exchange, Form form, Words words) throws IOException {
        var word = Sessions.newWord();
        var answer =
                node.apply(
                        new Asking.Enter(
                                form.field("code"),
                                form.field("person"),
                                form.field("reason"),
                                Duration.ofHours(form.number("hours")),
                                Sessions.digest(word)));
        if (!(answer instanceof ConsoleAnswer.No)) {
            // If nobody knows what became of it, the code may be used up: then the word is good.
            exchange.getResponseHeaders()
                    .set("Set-Cookie", Sessions.cookie(status.get().site(), word));
        }
        answered(exchange, answer, words, form);
    }

    private void wanted(
            HttpExchange exchange, Form form, Words words, Function<String, Asking> asking)
            throws IOException {
        var session = session(exchange);
        boolean his = session.filter(s -> s.formWord().equals(form.field("word"))).isPresent();
        if (!his) {
            answered(exchange, new ConsoleAnswer.No(Why.NOT_ENTERED), words, form);
            return;
        }
        var asked = asking.apply(session.orElseThrow().digest());
        var answer = node.apply(asked);
        if (asked instanceof Asking.Leave) {
            exchange.getResponseHeaders().set("Set-Cookie", Sessions.noCookie(status.get().site()));
        }
        answered(exchange, answer, words, form);
    }

    private void close(HttpExchange exchange, Form form, Words words) throws IOException {
        try {
            var upTo = Instant.parse(form.field("end"));
            wanted(exchange, form, words, session -> new Asking.CloseNow(session, upTo));
        } catch (DateTimeParseException e) {
            Answers.plain(exchange, 400);
        }
    }

    private Optional<Session> session(HttpExchange exchange) {
        var now = status.get();
        return sessions.of(exchange, now.site(), now.hold());
    }

    private void answered(HttpExchange exchange, ConsoleAnswer answer, Words words, Form form)
            throws IOException {
        switch (answer) {
            case ConsoleAnswer.Done() -> back(exchange, PATH, words);
            case ConsoleAnswer.Judged _ -> Answers.plain(exchange, 500);
            case ConsoleAnswer.Unknown() ->
                    page(exchange, 504, words, said(form, words.say("glass.unknown")));
            case ConsoleAnswer.No(var why, var notBefore) -> {
                long left = retryAfter(exchange, status.get().now(), notBefore);
                page(exchange, status(why), words, said(form, words.say("glass.no." + why, left)));
            }
        }
    }

    /** To the page that shows what became of it. */
    static void back(HttpExchange exchange, String path, Words words) throws IOException {
        exchange.getResponseHeaders()
                .set("Location", path + "?lang=" + words.language().getLanguage());
        Answers.plain(exchange, 303);
    }

    /** Says when to try again, and gives the seconds until then; 0 if at once. */
    static long retryAfter(HttpExchange exchange, Instant now, Instant notBefore) {
        var left = Duration.between(now, notBefore).toSeconds() + 1;
        if (left > 0) {
            exchange.getResponseHeaders().set("Retry-After", Long.toString(left));
        }
        return Math.max(0, left);
    }

    /** What somebody typed is there again, but for the code. */
    private static BreakGlassPage.Said said(Form form, String problem) {
        return new BreakGlassPage.Said(problem, form.field("person"), form.field("reason"));
    }

    static int status(Why why) {
        return switch (why) {
            case NOT_FILLED_IN -> 400;
            case WRONG_CODE, USED_CODE, NOT_ENTERED, SAME_PERSON -> 403;
            case NO_CODES,
                    NOT_ENROLLED,
                    NOTHING_TO_CLOSE,
                    NOT_A_DEVICE,
                    UNDER_WAY,
                    KEY_KNOWN,
                    NOT_ASKED ->
                    409;
            case TOO_SOON -> 429;
        };
    }

    private void page(HttpExchange exchange, int code, Words words, BreakGlassPage.Said said)
            throws IOException {
        Answers.form(
                exchange,
                code,
                BreakGlassPage.render(status.get(), words, session(exchange), said));
    }
}
