package io.holdfast.spi.xml;

/** One attribute; namespace declarations are not attributes. */
public record XmlAttribute(String namespace, String prefix, String name, String value) {}
