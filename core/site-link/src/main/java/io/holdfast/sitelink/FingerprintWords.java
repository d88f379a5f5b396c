package io.holdfast.sitelink;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A public key's fingerprint as words that two people can compare over a telephone (rulings S4).
 * Eight words of 256 carry the first 64 bits of the SHA-256 of the key; with a single-use token
 * valid for a day that is more than enough. The list is fixed for ever: both screens must say the
 * same.
 */
public final class FingerprintWords {

    private static final int WORDS = 8;
    private static final int CONTENT_WORDS = 6;

    private static final List<String> LIST =
            List.of(
                    """
                    acorn actor agate album alder almond amber anchor angle ankle anvil apple
                    apron arbor arch armor arrow atlas attic autumn badge bagel baker bamboo
                    banjo barley barrel basin basket beacon beaver bench berry birch bishop
                    blanket bottle boulder bracket branch brass breeze brick bridge bronze
                    brush bucket buckle butter button cabin cable cactus camel camera canal
                    candle canoe canvas carbon carpet carrot castle cedar cellar chalk cherry
                    chess chimney cider cinder circle clover cobalt coffee comet compass
                    copper coral cotton cradle crane crater crayon crystal cup dagger daisy
                    dancer delta desert diamond dolphin domino donkey dragon drum eagle
                    easel echo elbow elm ember engine falcon feather fence fern ferry fiddle
                    finger flag flame flint flute forest fossil fox gallop garden garlic
                    gate ginger glacier globe glove goblet grain granite grape gravel guitar
                    hammer harbor harvest hazel helmet heron hill honey hornet ice igloo
                    island ivory jacket jaguar jasmine jewel kettle kitten ladder lagoon
                    lantern laurel leaf lemon lily linen lion lobster locket lotus magnet
                    mango maple marble market meadow melon mirror mitten monkey moss motor
                    mountain museum mustard napkin needle nickel oak oasis ocean olive onion
                    orange orbit orchid otter oyster paddle palace panther paper parrot
                    peach pebble pencil pepper piano pigeon pillow pilot pine planet plum
                    pocket pony poplar potato prairie prism pumpkin puzzle quail quarry
                    quartz rabbit radish raven ribbon river rocket saddle saffron salmon
                    sandal sapphire shell silver sparrow spider spruce squirrel stable
                    stork sugar summit sunset swallow table teapot temple thunder tiger
                    timber tomato tower trumpet tulip turtle valley velvet violin walnut
                    """
                            .strip()
                            .split("\\s+"));

    private FingerprintWords() {}

    /** The eight words of a public key, one space between them. */
    public static String of(byte[] subjectPublicKeyInfo) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(subjectPublicKeyInfo);
            var words = new ArrayList<String>();
            for (int i = 0; i < WORDS; i++) {
                words.add(LIST.get(digest[i] & 0xff));
            }
            return String.join(" ", words);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Six words of a content's digest, so that a person sees at once whether two screens speak of
     * the same bytes. 48 bits are for people, not instead of the digest: whoever may choose the
     * content can make two with the same words.
     */
    public static String ofContent(String contentDigest) {
        return beginning(contentDigest, CONTENT_WORDS);
    }

    /** The eight words of a SHA-256, hex. */
    static String ofDigest(String digest) {
        return beginning(digest, WORDS);
    }

    private static String beginning(String digest, int count) {
        var words = new ArrayList<String>();
        for (byte b : HexFormat.of().parseHex(digest, 0, 2 * count)) {
            words.add(LIST.get(b & 0xff));
        }
        return String.join(" ", words);
    }

    static List<String> list() {
        return LIST;
    }
}
