package io.holdfast.apps.lab;

/** Starts the lab. */
public final class Lab {

    private Lab() {}

    /** Runs until it has nothing left to do. */
    public static void main(String[] args) {
        System.out.println("Holdfast lab");
    }
}
