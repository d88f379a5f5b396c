package io.holdfast.apps.bench.proof;

import jdd.bdd.BDD;

/** Those of JDD 108. */
final class JddDiagrams implements BinaryDiagrams {

    private final BDD bdd;

    JddDiagrams(int nodes) {
        bdd = new BDD(nodes, Math.max(10_000, nodes / 10));
    }

    @Override
    public int variable() {
        return bdd.createVar();
    }

    @Override
    public int one() {
        return bdd.getOne();
    }

    @Override
    public int zero() {
        return bdd.getZero();
    }

    @Override
    public int and(int a, int b) {
        return bdd.ref(bdd.and(a, b));
    }

    @Override
    public int or(int a, int b) {
        return bdd.ref(bdd.or(a, b));
    }

    @Override
    public int not(int a) {
        return bdd.ref(bdd.not(a));
    }

    @Override
    public int nodes(int set) {
        return bdd.nodeCount(set);
    }

    @Override
    public int witness(int set) {
        return bdd.oneSat(set);
    }
}
