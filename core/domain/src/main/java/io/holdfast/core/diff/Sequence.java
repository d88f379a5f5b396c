package io.holdfast.core.diff;

import java.util.BitSet;
import java.util.List;

/**
 * What two lists have in common, in order (a longest common subsequence): the rest is what changed.
 */
final class Sequence {

    /** A table of this size takes milliseconds; two lists that differ more are shown whole. */
    private static final int LARGEST_TABLE = 4_000_000;

    private final BitSet old = new BitSet();
    private final BitSet fresh = new BitSet();

    private Sequence() {}

    boolean inOld(int index) {
        return old.get(index);
    }

    boolean inFresh(int index) {
        return fresh.get(index);
    }

    static <T> Sequence inCommon(List<T> before, List<T> after) {
        var common = new Sequence();
        int start = 0;
        int endBefore = before.size();
        int endAfter = after.size();
        while (start < endBefore
                && start < endAfter
                && before.get(start).equals(after.get(start))) {
            common.keep(start, start);
            start++;
        }
        while (endBefore > start
                && endAfter > start
                && before.get(endBefore - 1).equals(after.get(endAfter - 1))) {
            endBefore--;
            endAfter--;
            common.keep(endBefore, endAfter);
        }
        if ((long) (endBefore - start) * (endAfter - start) <= LARGEST_TABLE) {
            common.middle(before, start, endBefore, after, endAfter);
        }
        return common;
    }

    private <T> void middle(List<T> before, int start, int endBefore, List<T> after, int endAfter) {
        int rows = endBefore - start;
        int columns = endAfter - start;
        var longest = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                longest[i][j] =
                        before.get(start + i).equals(after.get(start + j))
                                ? longest[i + 1][j + 1] + 1
                                : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < rows && j < columns) {
            if (before.get(start + i).equals(after.get(start + j))) {
                keep(start + i++, start + j++);
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }

    private void keep(int indexBefore, int indexAfter) {
        old.set(indexBefore);
        fresh.set(indexAfter);
    }
}
