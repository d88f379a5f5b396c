package io.holdfast.core.zone;

/**
 * Why a model is refused.
 *
 * @param pointer the field at fault as a JSON pointer (RFC 6901), as in /conduits/3/justification
 * @param code stable, never translated, as in CONDUIT_WITHOUT_JUSTIFICATION
 * @param detail one sentence in English for the person who typed it
 */
public record ModelProblem(String pointer, String code, String detail) {}
