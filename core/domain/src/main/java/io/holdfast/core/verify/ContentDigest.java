package io.holdfast.core.verify;

import java.util.HashMap;
import java.util.Map;

/**
 * Hashes a diagram from its leaves upwards; the ids of nodes, which depend on history, stay out.
 */
final class ContentDigest {

    private final Map<Integer, String> known = new HashMap<>();

    String of(Node node) {
        if (node.level == Node.LEAF) {
            return Integer.toString(node.id);
        }
        var digest = known.get(node.id);
        if (digest == null) {
            var text = new StringBuilder().append(node.level);
            for (int i = 0; i < node.children.length; i++) {
                text.append('|');
                if (node.wide()) {
                    text.append(Long.toHexString(node.high[i])).append(':');
                }
                text.append(Long.toHexString(node.low[i])).append('=').append(of(node.children[i]));
            }
            digest = Sha256.of(text.toString());
            known.put(node.id, digest);
        }
        return digest;
    }
}
