package io.holdfast.apps.bench.proof;

import com.github.javabdd.BDD;
import com.github.javabdd.BDDFactory;
import com.github.javabdd.JFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Those of JavaBDD, its own factory in Java; a diagram is a number by its place in a list. */
final class JavaBddDiagrams implements BinaryDiagrams {

    private static final int VARIABLES = 2 * 128 + 8 + 2 * 16;

    private final BDDFactory factory;
    private final List<BDD> held = new ArrayList<>();
    private final Map<BDD, Integer> places = new HashMap<>();
    private final int zero;
    private final int one;
    private int variables;

    JavaBddDiagrams(int nodes) {
        factory = JFactory.init(nodes, Math.max(10_000, nodes / 10));
        factory.setVarNum(VARIABLES);
        zero = place(factory.zero());
        one = place(factory.one());
    }

    private int place(BDD diagram) {
        var known = places.putIfAbsent(diagram, held.size());
        if (known != null) {
            diagram.free();
            return known;
        }
        held.add(diagram);
        return held.size() - 1;
    }

    @Override
    public int variable() {
        return place(factory.ithVar(variables++));
    }

    @Override
    public int one() {
        return one;
    }

    @Override
    public int zero() {
        return zero;
    }

    @Override
    public int and(int a, int b) {
        return place(held.get(a).and(held.get(b)));
    }

    @Override
    public int or(int a, int b) {
        return place(held.get(a).or(held.get(b)));
    }

    @Override
    public int not(int a) {
        return place(held.get(a).not());
    }

    @Override
    public int nodes(int set) {
        return held.get(set).nodeCount();
    }

    @Override
    public int witness(int set) {
        return place(held.get(set).satOne());
    }
}
