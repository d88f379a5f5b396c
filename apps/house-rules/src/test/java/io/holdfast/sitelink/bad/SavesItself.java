package io.holdfast.sitelink.bad;

import java.io.FileOutputStream;

/** Streams in memory are values; a file is not. */
record SavesItself(FileOutputStream where) {}
