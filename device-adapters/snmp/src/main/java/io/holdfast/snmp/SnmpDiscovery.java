package io.holdfast.snmp;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.observe.Discovery;
import io.holdfast.core.observe.Discovery.Next;
import io.holdfast.core.observe.DiscoveryOrder;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceSearch;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader;
import io.holdfast.spi.SurveyReader.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Looks for devices over SNMP. Where to ask next is decided by {@link Discovery}; this only asks,
 * some at a time, and tells who answered.
 */
public final class SnmpDiscovery implements DeviceSearch {

    /** An address where nobody answers is given up sooner than a known device. */
    private static final Limits ONE_DEVICE = new Limits(Duration.ofSeconds(20), 20_000, 16L << 20);

    private static final Duration LOOK_UP = Duration.ofMillis(200);

    private final SurveyReader reader;
    private final InstantSource clock;

    /** With the system's clock. */
    public SnmpDiscovery() {
        this(new SnmpSurvey(), InstantSource.system());
    }

    SnmpDiscovery(SurveyReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    private record Answer(IpAddress address, SurveyReader.Result result) {}

    @Override
    public String search(DiscoveryOrder order, SnmpAccess access, int port, Watcher watcher)
            throws InterruptedException {
        var discovery = Discovery.begin(order, clock.instant());
        var answers = new LinkedBlockingQueue<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (true) {
                if (!watcher.goOn()) {
                    discovery.stop();
                }
                switch (discovery.next(clock.instant())) {
                    case Next.Ask(var address) ->
                            threads.execute(() ->
                                    answers.add(new Answer(address, ask(address, port, access))));
                    case Next.Wait(var until) -> {
                        var pause = Duration.between(clock.instant(), until);
                        take(
                                answers,
                                pause.compareTo(LOOK_UP) < 0 ? pause : LOOK_UP,
                                discovery,
                                watcher);
                    }
                    case Next.Done(var why) -> {
                        threads.shutdown();
                        while (!threads.awaitTermination(
                                LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)) {
                            take(answers, LOOK_UP, discovery, watcher);
                        }
                        take(answers, Duration.ZERO, discovery, watcher);
                        return why;
                    }
                }
                take(answers, Duration.ZERO, discovery, watcher);
            }
        }
    }

    private SurveyReader.Result ask(IpAddress address, int port, SnmpAccess access) {
        return reader.survey(new DeviceAddress(address.toString(), port), access, ONE_DEVICE);
    }

    /** Takes the answers that are there; waits for the first at the most so long. */
    private static void take(
            LinkedBlockingQueue<Answer> answers,
            Duration wait,
            Discovery discovery,
            Watcher watcher)
            throws InterruptedException {
        var answer = answers.poll(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
        while (answer != null) {
            switch (answer.result()) {
                case SurveyReader.Result.Seen(var survey) -> {
                    discovery.heard(survey);
                    watcher.found(answer.address(), survey);
                }
                case SurveyReader.Result.OtherEngine _ ->
                        throw new IllegalStateException("no engine was known beforehand");
                case SurveyReader.Result.Silent(var reason) -> {
                    discovery.silent();
                    watcher.silent(answer.address(), reason);
                }
            }
            watcher.progress(discovery.progress());
            answer = answers.poll();
        }
    }
}
