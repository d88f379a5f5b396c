package io.holdfast.site.search;

import io.holdfast.core.Bytes;
import io.holdfast.site.ledger.SiteStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which searches were begun and which are over, on disk before the first question goes out: none is
 * carried out twice, and one that a crash cut off is known as that.
 */
final class SearchBook {

    private static final String NAME = "searches";
    private static final String BEGUN = "begun";
    private static final String OVER = "over";

    /** Orders that a site has at once are far fewer. */
    private static final int MOST = 200;

    private final SiteStore store;

    SearchBook(SiteStore store) {
        this.store = store;
    }

    /** Searches that were begun and never ended. */
    List<String> cutOff() {
        var cut = new ArrayList<String>();
        read().forEach((id, state) -> {
            if (state.equals(BEGUN)) {
                cut.add(id);
            }
        });
        return cut;
    }

    boolean isOver(String id) {
        return OVER.equals(read().get(id));
    }

    void begun(String id) {
        note(id, BEGUN);
    }

    void over(String id) {
        note(id, OVER);
    }

    private void note(String id, String state) {
        var book = read();
        book.put(id, state);
        while (book.size() > MOST) {
            // Ids rise with time: the smallest is the oldest, and its order ended long ago.
            book.pollFirstEntry();
        }
        var text = new StringBuilder();
        book.forEach((search, s) -> text.append(search).append(' ').append(s).append('\n'));
        store.write(List.of(), Map.of(NAME, Bytes.utf8(text.toString())), List.of());
    }

    private NavigableMap<String, String> read() {
        var book = new TreeMap<String, String>();
        store.kept(NAME).stream()
                .flatMap(bytes -> bytes.text().lines())
                .map(line -> line.split(" ", 2))
                .forEach(words -> book.put(words[0], words[1]));
        return book;
    }
}
