package io.holdfast.apps.simulation;

/** Starts the simulation. */
public final class Simulation {

    private Simulation() {}

    /** Runs until it has nothing left to do. */
    public static void main(String[] args) {
        System.out.println("Holdfast simulation");
    }
}
