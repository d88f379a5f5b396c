package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import io.holdfast.sitelink.BundleFile;
import io.holdfast.sitelink.site.ConsoleAnswer;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where a person hands over a bundle that came on a stick. Nobody has to say who he is: a bundle
 * has its authority by its signatures, or none, and is judged as if the link had brought it. One at
 * a time, for judging takes seconds.
 */
final class BundleDoor {

    static final String PATH = "/bundle";

    private final Supplier<Status> status;
    private final Function<Asking, ConsoleAnswer> node;
    private final Semaphore one = new Semaphore(1);

    BundleDoor(Supplier<Status> status, Function<Asking, ConsoleAnswer> node) {
        this.status = status;
        this.node = node;
    }

    void serve(HttpExchange exchange, String host, Words words) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> page(exchange, 200, words, BundlePage.NOTHING_SAID);
            case "POST" -> post(exchange, host, words);
            default -> {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
                Answers.plain(exchange, 405);
            }
        }
    }

    private void post(HttpExchange exchange, String host, Words words) throws IOException {
        if (!BreakGlassDoor.isFromHere(exchange, host)) {
            Answers.plain(exchange, 403);
            return;
        }
        if (!one.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "30");
            page(exchange, 503, words, new BundlePage.Said(false, words.say("bundle.busy")));
            return;
        }
        try {
            switch (Upload.read(exchange, BundleFile.LIMIT)) {
                case Upload.Read.Refused(var code) -> Answers.plain(exchange, code);
                case Upload.Read.Whole(var file) ->
                        answered(exchange, node.apply(new Asking.BringBundle(file)), words);
            }
        } finally {
            one.release();
        }
    }

    private void answered(HttpExchange exchange, ConsoleAnswer answer, Words words)
            throws IOException {
        switch (answer) {
            case ConsoleAnswer.Judged judged -> judged(exchange, judged, words);
            case ConsoleAnswer.Unknown() ->
                    page(
                            exchange,
                            504,
                            words,
                            new BundlePage.Said(false, words.say("bundle.unknown")));
            case ConsoleAnswer.No _ ->
                    page(
                            exchange,
                            409,
                            words,
                            new BundlePage.Said(false, words.say("bundle.not-enrolled")));
            case ConsoleAnswer.Done() -> Answers.plain(exchange, 500);
        }
    }

    private void judged(HttpExchange exchange, ConsoleAnswer.Judged judged, Words words)
            throws IOException {
        var number = judged.epoch() + "." + judged.revision();
        switch (judged.code()) {
            case ConsoleAnswer.Judged.ACCEPTED ->
                    page(
                            exchange,
                            200,
                            words,
                            new BundlePage.Said(true, words.say("bundle.accepted", number)));
            case ConsoleAnswer.Judged.ALREADY_IN_FORCE ->
                    page(
                            exchange,
                            200,
                            words,
                            new BundlePage.Said(true, words.say("bundle.in-force", number)));
            default ->
                    page(
                            exchange,
                            422,
                            words,
                            new BundlePage.Said(
                                    false,
                                    words.say("bundle.refused", judged.code(), judged.reason())));
        }
    }

    private void page(HttpExchange exchange, int code, Words words, BundlePage.Said said)
            throws IOException {
        Answers.form(exchange, code, BundlePage.render(status.get(), words, said));
    }
}
