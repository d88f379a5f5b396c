package io.holdfast.simulator.xml;

/** What arrived is not XML that a careful device reads, and why. */
public final class MalformedXml extends Exception {

    public MalformedXml(String reason) {
        super(reason);
    }
}
