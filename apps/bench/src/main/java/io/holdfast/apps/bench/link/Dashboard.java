package io.holdfast.apps.bench.link;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody who looks at the organisation's sites five times a second, and how long that takes. */
final class Dashboard implements AutoCloseable {

    private static final List<String> READ = List.of("/api/v1/connections", "/api/v1/sites");

    private final String base;
    private final String secret;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Double> seconds = new ArrayList<>();
    private volatile boolean looking = true;
    private int failed;

    Dashboard(String base, String secret) {
        this.base = base;
        this.secret = secret;
    }

    /** Looks until it is told to end. */
    void look() {
        while (looking) {
            for (var path : READ) {
                one(path);
            }
            Quantiles.rest(200);
        }
    }

    private void one(String path) {
        long begun = System.nanoTime();
        int status = 0;
        try {
            status =
                    client.send(
                                    HttpRequest.newBuilder(URI.create(base + path))
                                            .header("Authorization", "Bearer " + secret)
                                            .timeout(Duration.ofSeconds(60))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofByteArray())
                            .statusCode();
        } catch (IOException e) {
            // It counts as one that failed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (seconds) {
            seconds.add((System.nanoTime() - begun) / 1e9);
            failed += status == 200 ? 0 : 1;
        }
    }

    List<Double> seconds() {
        synchronized (seconds) {
            return List.copyOf(seconds);
        }
    }

    int failed() {
        synchronized (seconds) {
            return failed;
        }
    }

    void end() {
        looking = false;
    }

    @Override
    public void close() {
        client.close();
    }
}
