package io.holdfast.apps.bench.netconf;

/** What some transactions cost their client, in seconds. */
record Cost(double cpu, double wall, int transactions) {

    double cpuEach() {
        return cpu / transactions;
    }

    double wallEach() {
        return wall / transactions;
    }
}
