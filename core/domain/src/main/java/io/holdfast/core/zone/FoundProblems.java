package io.holdfast.core.zone;

import java.util.ArrayList;
import java.util.List;

/** The problems found so far under one pointer. */
final class FoundProblems {

    private final List<ModelProblem> all;
    private final String base;

    FoundProblems() {
        this(new ArrayList<>(), "");
    }

    private FoundProblems(List<ModelProblem> all, String base) {
        this.all = all;
        this.base = base;
    }

    FoundProblems at(Object step) {
        return new FoundProblems(all, base + "/" + step);
    }

    void add(String code, String detail) {
        all.add(new ModelProblem(base, code, detail));
    }

    List<ModelProblem> all() {
        return List.copyOf(all);
    }
}
