package io.holdfast.core.verify.bad;

import io.holdfast.core.compile.bad.Compiled;

/** The verifier must not. */
record TrustsTheCompiler(Compiled what) {}
