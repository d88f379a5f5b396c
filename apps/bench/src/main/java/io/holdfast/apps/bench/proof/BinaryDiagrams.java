package io.holdfast.apps.bench.proof;

/** What a library of binary decision diagrams does for a peer; every result is kept. */
interface BinaryDiagrams {

    /** The next variable, in order. */
    int variable();

    int one();

    int zero();

    int and(int a, int b);

    int or(int a, int b);

    int not(int a);

    /** How large a diagram is. */
    int nodes(int set);

    /** One path to "yes". */
    int witness(int set);
}
