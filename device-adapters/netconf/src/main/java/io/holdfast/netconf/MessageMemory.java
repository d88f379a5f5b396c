package io.holdfast.netconf;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap messages may take while they come in, over all devices. What a device says
 * in {@link #FREE} bytes never has to ask, so that devices that flood can hinder only those that
 * flood too.
 */
final class MessageMemory {

    /**
     * More than any configuration seen yet; a thousand sessions at it still fit in a small heap.
     */
    static final int FREE = 1 << 20;

    /** A message stands there as bytes that grow by doubling and, for a moment, as text. */
    private static final int COPIES = 3;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    MessageMemory(long most) {
        this.most = most;
    }

    /** A quarter of the heap. */
    static MessageMemory ofHeap() {
        return new MessageMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    /** What one message holds; to be given back. */
    final class Share implements AutoCloseable {
        private long held;

        /** Says that the message is now this long. */
        void grow(int size) throws Broken {
            long wanted = size <= FREE ? 0 : (long) size * COPIES;
            if (wanted <= held) {
                return;
            }
            // In steps, so that a long message asks seldom.
            long more = Math.max(wanted - held, COPIES * (long) FREE);
            if (taken.addAndGet(more) > most) {
                taken.addAndGet(-more);
                throw new Broken(
                        "the device sent a message of more than "
                                + FREE
                                + " bytes while there is no room for another of that kind");
            }
            held += more;
        }

        @Override
        public void close() {
            taken.addAndGet(-held);
            held = 0;
        }
    }

    Share share() {
        return new Share();
    }

    long taken() {
        return taken.get();
    }
}
