package io.holdfast.spi.bad;

import org.apache.sshd.client.SshClient;

/** The SPI has no protocol. */
record KnowsSsh(SshClient what) {}
