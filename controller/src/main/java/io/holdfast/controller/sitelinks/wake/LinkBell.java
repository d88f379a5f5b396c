package io.holdfast.controller.sitelinks.wake;

import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** One bell per site. A poll waits at it; whoever has something new for the site rings. */
@Component
public class LinkBell {

    /** The channel on which replicas tell each other. */
    public static final String CHANNEL = "holdfast_link";

    private final ConcurrentMap<String, Bell> bells = new ConcurrentHashMap<>();

    private static final class Bell {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition rung = lock.newCondition();
        private long count;
    }

    /** What is said on the channel about a site. */
    public static String word(OrganizationId organization, SiteId site) {
        return organization + "/" + site;
    }

    /** How often the bell has rung; to be read before looking for something new. */
    public long count(String word) {
        var bell = bell(word);
        bell.lock.lock();
        try {
            return bell.count;
        } finally {
            bell.lock.unlock();
        }
    }

    /** Waits until the bell rang more often than {@code seen}, or the time is over. */
    public void await(String word, long seen, Duration atMost) throws InterruptedException {
        var bell = bell(word);
        long left = atMost.toNanos();
        bell.lock.lockInterruptibly();
        try {
            while (bell.count == seen && left > 0) {
                left = bell.rung.awaitNanos(left);
            }
        } finally {
            bell.lock.unlock();
        }
    }

    /** Rings for one site. */
    public void ring(String word) {
        var bell = bells.get(word);
        if (bell == null) {
            return;
        }
        bell.lock.lock();
        try {
            bell.count++;
            bell.rung.signalAll();
        } finally {
            bell.lock.unlock();
        }
    }

    /** Rings everywhere: something may have been missed, or the centre stops. */
    public void ringAll() {
        bells.keySet().forEach(this::ring);
    }

    private Bell bell(String word) {
        return bells.computeIfAbsent(word, _ -> new Bell());
    }

    /** The longest anybody relies on the bell alone. */
    public static Duration clock() {
        return Duration.ofSeconds(5);
    }
}
