package io.holdfast.apps.cli;

/** How a command says what it found. */
enum Output {
    /** Sentences for a person. */
    TEXT,
    /** One JSON object for a program. */
    JSON
}
