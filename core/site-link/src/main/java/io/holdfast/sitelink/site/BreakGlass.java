package io.holdfast.sitelink.site;

import io.holdfast.core.AddedLater;
import io.holdfast.sitelink.SealedCode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What a site node knows of its break-glass codes, and what was opened with one (rulings S5). */
public sealed interface BreakGlass {

    /** No code ever came for the site. */
    record Never() implements BreakGlass {}

    /**
     * Codes came.
     *
     * @param codes of the newest set
     * @param guesses wrong codes in a row
     * @param notBefore the next code is not looked at before, by the node's own clock
     * @param holds how many holds were opened; numbers the next one
     * @param open the hold that is open; none or one
     * @param effects what was done in holds and is not answered yet, one for each device
     * @param spent verifiers of codes that were used, of whichever set
     */
    record Known(
            List<Code> codes,
            int guesses,
            Instant notBefore,
            long holds,
            List<LocalHold> open,
            List<LocalEffect> effects,
            @AddedLater List<String> spent)
            implements BreakGlass {
        public Known {
            codes = List.copyOf(codes);
            open = List.copyOf(open);
            effects = List.copyOf(effects);
            spent = List.copyOf(spent);
            if (open.size() > 1) {
                throw new IllegalArgumentException("a site is held once or not at all");
            }
        }

        Known with(List<Code> others) {
            return new Known(others, guesses, notBefore, holds, open, effects, spent);
        }

        Known guessed(int times, Instant next) {
            return new Known(codes, times, next, holds, open, effects, spent);
        }

        Known holding(LocalHold hold) {
            return new Known(
                    codes, guesses, notBefore, hold.number(), List.of(hold), effects, spent);
        }

        /** This code opens nothing any more, even if it is sent again. */
        Known spending(String verifier) {
            return new Known(
                    codes.stream()
                            .map(c ->
                                    c.sealed().verifier().equals(verifier)
                                            ? new Code(c.sealed(), true)
                                            : c)
                            .toList(),
                    guesses,
                    notBefore,
                    holds,
                    open,
                    effects,
                    Stream.concat(spent.stream(), Stream.of(verifier)).distinct().toList());
        }

        /** Number of the set; 0 if there is none. */
        long issue() {
            return codes.stream().mapToLong(c -> c.sealed().issue()).max().orElse(0);
        }

        Known having(List<LocalEffect> others) {
            return new Known(codes, guesses, notBefore, holds, open, others, spent);
        }

        Known ended() {
            return new Known(codes, guesses, notBefore, holds, List.of(), effects, spent);
        }
    }

    /** A code, good for one use. */
    record Code(SealedCode sealed, boolean used) {}

    /** The codes that open something still. */
    default List<SealedCode> unused() {
        return switch (this) {
            case Never() -> List.of();
            case Known known ->
                    known.codes().stream().filter(c -> !c.used()).map(Code::sealed).toList();
        };
    }

    /** The hold that is open; none or one. */
    default List<LocalHold> openHolds() {
        return switch (this) {
            case Never() -> List.of();
            case Known known -> known.open();
        };
    }
}
