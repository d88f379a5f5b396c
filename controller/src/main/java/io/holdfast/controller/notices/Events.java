package io.holdfast.controller.notices;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.notices.store.NoticeStore;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The feed: everything that was told, in the order in which it can be seen. */
@Service
public class Events {

    private final Access access;
    private final NoticeStore store;

    Events(Access access, NoticeStore store) {
        this.access = access;
        this.store = store;
    }

    /**
     * What came after a place in the feed, oldest first. Nothing ever appears before a place that
     * was read already.
     *
     * @param after 0 for the beginning
     * @param kinds of these only; of every kind if none is named
     */
    @Transactional(readOnly = true)
    public List<Notice> after(long after, int limit, List<NoticeKind> kinds) {
        access.requireRead();
        return store.after(after, limit, kinds);
    }

    /** The newest of them, newest first. */
    @Transactional(readOnly = true)
    public List<Notice> newest(int limit) {
        access.requireRead();
        return store.newest(limit);
    }
}
