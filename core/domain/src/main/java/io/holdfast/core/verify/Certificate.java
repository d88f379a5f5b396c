package io.holdfast.core.verify;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was proved, about what, and on which assumptions.
 *
 * @param inputs SHA-256 of the model, the plan and each device's configuration, by name
 * @param pairs per ordered pair of zones between which something flows
 * @param replies packets beyond the approved flows that stateless filters must let through so that
 *     answers arrive (rulings P1), one line each
 * @param assumptions what was taken for granted, one sentence each
 * @param statesProved how many combinations of old and new were judged; 1 for a final state
 */
public record Certificate(
        SortedMap<String, String> inputs,
        List<ZonePair> pairs,
        List<String> replies,
        List<String> assumptions,
        int statesProved) {

    public Certificate {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        pairs = List.copyOf(pairs);
        replies = List.copyOf(replies);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * What flows from one zone to another.
     *
     * @param volume how many different packets
     * @param digest SHA-256 of the exact set
     */
    public record ZonePair(String from, String to, BigInteger volume, String digest) {}

    /** A text that is equal exactly if the certificate is. */
    public String canonicalText() {
        var text = new StringBuilder("holdfast certificate 1\n");
        inputs.forEach((name, digest) ->
                text.append("input ").append(name).append(' ').append(digest).append('\n'));
        for (var pair : pairs) {
            text.append("pair ")
                    .append(pair.from())
                    .append(' ')
                    .append(pair.to())
                    .append(' ')
                    .append(pair.volume())
                    .append(' ')
                    .append(pair.digest())
                    .append('\n');
        }
        replies.forEach(line -> text.append("reply ").append(line).append('\n'));
        assumptions.forEach(line -> text.append("assumed ").append(line).append('\n'));
        return text.append("states ").append(statesProved).append('\n').toString();
    }

    public String digest() {
        return Sha256.of(canonicalText());
    }
}
