package io.holdfast.spi.xml;

/** What became of reading XML. */
public sealed interface XmlResult {

    record Parsed(XmlElement root) implements XmlResult {}

    /** Not well formed, forbidden (document type, processing instruction) or over a limit. */
    record Rejected(String reason) implements XmlResult {}
}
