package io.holdfast.simulator.wire;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.util.threads.SshThreadPoolExecutor;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.server.SshServer;

/**
 * The threads all SSH doors of one process share: a thousand devices would otherwise have a
 * thousand pools.
 */
final class DoorThreads {

    private static final int IO = 4;

    /** Grows when all are busy: a handshake must not wait for another device's reader. */
    private static final SshThreadPoolExecutor POOL =
            new SshThreadPoolExecutor(
                    IO,
                    Integer.MAX_VALUE,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    daemons("device-ssh"),
                    new ThreadPoolExecutor.CallerRunsPolicy());

    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(daemons("device-ssh-timer"));

    private DoorThreads() {}

    static void serve(SshServer server) {
        server.setIoServiceFactoryFactory(
                new Nio2ServiceFactoryFactory(() -> ThreadUtils.noClose(POOL)));
        server.setScheduledExecutorService(TIMER, false);
    }

    private static ThreadFactory daemons(String name) {
        var count = new AtomicInteger();
        return task ->
                Thread.ofPlatform()
                        .daemon()
                        .name(name + "-" + count.incrementAndGet())
                        .unstarted(task);
    }
}
