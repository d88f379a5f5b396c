package io.holdfast.spi.xml;

/**
 * How much XML one message may carry. A device is not trusted: without these, one reply could take
 * all memory of the program that asked.
 *
 * @param depth elements inside one another
 * @param elementText characters of text directly inside one element
 * @param message characters of the whole message
 * @param elements elements of the whole message; a firewall with 10,000 rules needs about 120,000
 */
public record XmlLimits(int depth, int elementText, int message, int elements) {

    /** What Holdfast accepts from devices: 64 levels, 1 Mi per element, 64 Mi per message. */
    public static final XmlLimits DEVICE = new XmlLimits(64, 1 << 20, 64 << 20, 500_000);
}
