package io.holdfast.site.console;

import com.sun.net.httpserver.HttpExchange;
import io.holdfast.sitelink.BundleFile;
import io.holdfast.sitelink.site.ConsoleAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where a person hands over a bundle that came on a stick. Nobody has to say who he is: a bundle
 * has its authority by its signatures, or none, and is judged as if the link had brought it. One at
 * a time, for judging takes seconds; and whoever brings one bad file after the other waits between
 * them, for each is an entry of the journal that is kept for ever.
 */
final class BundleDoor {

    static final String PATH = "/bundle";

    private final Supplier<Status> status;
    private final Function<Asking, ConsoleAnswer> node;
    private final Semaphore one = new Semaphore(1);

    /** So many refused files in an hour cost nothing; then one a minute is judged. */
    private static final int FREELY = 5;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration APART = Duration.ofMinutes(1);

    /** When files were refused; touched only by who holds {@link #one}. */
    private final Deque<Instant> refused = new ArrayDeque<>();

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
            Upload.leave(exchange, BundleFile.LIMIT);
            refuse(exchange, 403, words, words.say("bundle.unfit.403"));
            return;
        }
        if (!one.tryAcquire()) {
            Upload.leave(exchange, BundleFile.LIMIT);
            exchange.getResponseHeaders().set("Retry-After", "30");
            refuse(exchange, 503, words, words.say("bundle.busy"));
            return;
        }
        Duration pause;
        try {
            pause = pause(status.get().now());
            if (!pause.isPositive()) {
                judge(exchange, words);
                return;
            }
        } finally {
            one.release();
        }
        // Whoever has to wait keeps nobody else waiting while his file runs in.
        Upload.leave(exchange, BundleFile.LIMIT);
        var seconds = Long.toString(pause.toSeconds() + 1);
        exchange.getResponseHeaders().set("Retry-After", seconds);
        refuse(exchange, 429, words, words.say("bundle.pace", seconds));
    }

    private void judge(HttpExchange exchange, Words words) throws IOException {
        switch (Upload.read(exchange, BundleFile.LIMIT)) {
            case Upload.Read.Refused(var code) ->
                    refuse(exchange, code, words, words.say("bundle.unfit." + code));
            case Upload.Read.Whole(var file) ->
                    answered(exchange, node.apply(new Asking.BringBundle(file)), words);
        }
    }

    private Duration pause(Instant now) {
        refused.removeIf(at -> Duration.between(at, now).abs().compareTo(HOUR) > 0);
        return refused.size() < FREELY
                ? Duration.ZERO
                : APART.minus(Duration.between(refused.getLast(), now).abs());
    }

    private void refuse(HttpExchange exchange, int code, Words words, String why)
            throws IOException {
        page(exchange, code, words, new BundlePage.Said(false, why));
    }

    private void answered(HttpExchange exchange, ConsoleAnswer answer, Words words)
            throws IOException {
        switch (answer) {
            case ConsoleAnswer.Judged judged -> judged(exchange, judged, words);
            case ConsoleAnswer.Unknown() ->
                    refuse(exchange, 504, words, words.say("bundle.unknown"));
            case ConsoleAnswer.No _ ->
                    refuse(exchange, 409, words, words.say("bundle.not-enrolled"));
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
            default -> {
                refused.add(status.get().now());
                refuse(
                        exchange,
                        422,
                        words,
                        words.say("bundle.refused", judged.code(), judged.reason()));
            }
        }
    }

    private void page(HttpExchange exchange, int code, Words words, BundlePage.Said said)
            throws IOException {
        Answers.form(exchange, code, BundlePage.render(status.get(), words, said));
    }
}
