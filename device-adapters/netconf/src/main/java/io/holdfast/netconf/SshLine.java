package io.holdfast.netconf;

import java.io.IOException;
import java.util.Objects;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.RuntimeSshException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.StreamingChannel.Streaming;
import org.apache.sshd.common.io.IoReadFuture;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/** The netconf subsystem of one SSH session (RFC 6242 section 3). */
final class SshLine implements ByteLine {

    private final ClientSession session;
    private final ClientChannel channel;
    private @Nullable IoReadFuture pending;

    private SshLine(ClientSession session, ClientChannel channel) {
        this.session = session;
        this.channel = channel;
    }

    /** Opens the subsystem. The session then ends with the line, also when this breaks. */
    static SshLine open(ClientSession session, Deadline deadline) throws Broken {
        try {
            var channel = session.createSubsystemChannel("netconf");
            channel.setStreaming(Streaming.Async);
            channel.open().verify(deadline.left());
            return new SshLine(session, channel);
        } catch (IOException e) {
            session.close(true);
            throw new Broken("the device does not open its netconf subsystem", e);
        }
    }

    @Override
    public int poll(byte[] into, Deadline deadline) throws Broken {
        try {
            var read = pending;
            if (read == null) {
                var buffer = new ByteArrayBuffer(into, 0, into.length, false);
                read = Objects.requireNonNull(channel.getAsyncOut()).read(buffer);
                pending = read;
            }
            if (!read.await(deadline.left())) {
                return 0;
            }
            pending = null;
            int count = read.getRead();
            if (count <= 0) {
                throw new Broken("the device closed the connection");
            }
            return count;
        } catch (IOException | RuntimeSshException e) {
            throw new Broken("the connection to the device was lost", e);
        }
    }

    @Override
    public void write(byte[] bytes, Deadline deadline) throws Broken {
        try {
            var written =
                    Objects.requireNonNull(channel.getAsyncIn())
                            .writeBuffer(new ByteArrayBuffer(bytes));
            if (!written.await(deadline.left())) {
                throw new Broken("the device took no request in time");
            }
            if (!written.isWritten()) {
                throw new Broken("the connection to the device was lost");
            }
        } catch (IOException | RuntimeSshException e) {
            throw new Broken("the connection to the device was lost", e);
        }
    }

    @Override
    public void close() {
        try {
            session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "done");
        } catch (IOException e) {
            // gone already: the same end
        } finally {
            session.close(true);
        }
    }
}
