package io.holdfast.core.observe;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which address a discovery asks next: a decision, made of what was ordered, what was heard and the
 * time. It does no IO, keeps within the prefixes whatever devices say, and ends.
 */
public final class Discovery {

    private final DiscoveryOrder order;
    private final Instant begun;
    private final Deque<IpAddress> waiting = new ArrayDeque<>();
    private final Set<IpAddress> known = new HashSet<>();
    private int prefix;
    private Optional<IpAddress> swept = Optional.empty();
    private Instant nextTurn;
    private int asked;
    private int heard;
    private int silent;
    private int outside;
    private boolean stopped;

    private Discovery(DiscoveryOrder order, Instant now) {
        this.order = order;
        this.begun = now;
        this.nextTurn = now;
    }

    public static Discovery begin(DiscoveryOrder order, Instant now) {
        var discovery = new Discovery(order, now);
        order.seeds().forEach(discovery::offer);
        return discovery;
    }

    /** What to do now. */
    public sealed interface Next {
        record Ask(IpAddress address) implements Next {}

        /** Nothing can be asked before then; an answer may change that. */
        record Wait(Instant until) implements Next {}

        record Done(String why) implements Next {}
    }

    /**
     * How far it has come.
     *
     * @param left addresses that will still be asked, as far as is known; devices may name more
     */
    public record Progress(
            int asked, int heard, int silent, int waiting, int left, int refusedOutside) {}

    public Progress progress() {
        return new Progress(asked, heard, silent, waiting.size(), left(), outside);
    }

    private int left() {
        if (stopped) {
            return 0;
        }
        long all = order.sweep() ? Math.max(sweepable() - asked, waiting.size()) : waiting.size();
        return (int) Math.min(all, order.most() - asked);
    }

    private long sweepable() {
        long sum = 0;
        for (var within : order.within()) {
            int free = within.family().bits() - within.length();
            sum += free > 17 ? DiscoveryOrder.MOST : usable(within, 1L << free);
        }
        return sum;
    }

    private static long usable(Prefix within, long all) {
        if (plain(within)) {
            return all;
        }
        return within.family() == Family.IPV4 ? all - 2 : all - 1;
    }

    /** No further address is asked; answers that are on their way are still taken. */
    public void stop() {
        stopped = true;
    }

    /** Decides the next step. */
    public Next next(Instant now) {
        if (stopped) {
            return new Next.Done("stopped");
        }
        if (Duration.between(begun, now).compareTo(order.time()) >= 0) {
            return new Next.Done("the time is over");
        }
        if (asked >= order.most()) {
            return new Next.Done("asked " + asked + " addresses, the most allowed");
        }
        int open = asked - heard - silent;
        if (open >= order.atOnce()) {
            return new Next.Wait(begun.plus(order.time()));
        }
        if (now.isBefore(nextTurn)) {
            return new Next.Wait(nextTurn);
        }
        var address = take();
        if (address.isEmpty()) {
            return open > 0
                    ? new Next.Wait(begun.plus(order.time()))
                    : new Next.Done("everything was asked");
        }
        asked++;
        nextTurn = now.plusNanos(1_000_000_000L / order.perSecond());
        return new Next.Ask(address.get());
    }

    /** A device answered; its neighbours are asked too, if that was ordered. */
    public void heard(Survey survey) {
        heard++;
        if (!order.follow()) {
            return;
        }
        for (var neighbour : survey.neighbours()) {
            for (var text : neighbour.addresses()) {
                address(text).ifPresent(this::offer);
            }
        }
    }

    public void silent() {
        silent++;
    }

    private void offer(IpAddress address) {
        if (!order.allows(address)) {
            outside++;
            return;
        }
        if (known.size() < DiscoveryOrder.MOST && known.add(address)) {
            waiting.add(address);
        }
    }

    private Optional<IpAddress> take() {
        var named = Optional.ofNullable(waiting.poll());
        return named.isPresent() || !order.sweep() ? named : sweep();
    }

    /** The next address of the prefixes that was not asked yet. */
    private Optional<IpAddress> sweep() {
        while (prefix < order.within().size()) {
            var within = order.within().get(prefix);
            var next = swept.isEmpty() ? Optional.of(first(within)) : after(swept.get(), within);
            if (next.isEmpty()) {
                prefix++;
                swept = Optional.empty();
                continue;
            }
            swept = next;
            if (known.size() < DiscoveryOrder.MOST && known.add(next.get())) {
                return next;
            }
            if (known.size() >= DiscoveryOrder.MOST) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The network's own address is nobody's, but in blocks of one and two (RFC 3021). */
    private static IpAddress first(Prefix within) {
        return plain(within) ? within.first() : within.first().next().orElseThrow();
    }

    private static Optional<IpAddress> after(IpAddress address, Prefix within) {
        if (address.equals(within.last())) {
            return Optional.empty();
        }
        boolean broadcast = within.family() == Family.IPV4 && !plain(within);
        return address.next().filter(next -> !(broadcast && next.equals(within.last())));
    }

    private static boolean plain(Prefix within) {
        return within.family().bits() - within.length() < 2;
    }

    private static Optional<IpAddress> address(String text) {
        try {
            return Optional.of(IpAddress.of(text));
        } catch (IllegalArgumentException e) {
            // A neighbour's word for its address that is none asks nobody.
            return Optional.empty();
        }
    }
}
