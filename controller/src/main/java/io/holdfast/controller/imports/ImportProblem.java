package io.holdfast.controller.imports;

/**
 * Why one line cannot be imported.
 *
 * @param line from 1; 0 if it is about the whole file
 * @param field column at fault, empty if it is about the line
 */
public record ImportProblem(int line, String field, String code, String detail) {}
