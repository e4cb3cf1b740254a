package org.holdfast.lab.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.holdfast.lab.LabException;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.ownership.NodeId;

/** Fails and returns the hosts of a lab that runs in another process; the other end is {@link ControlServer}. */
final class ControlClient implements HostControl {

    private final Path socket;
    private final List<NodeId> hosts;

    ControlClient(Path socket) throws IOException {
        this.socket = socket;
        this.hosts = Arrays.stream(ask("hosts").split(" ")).map(NodeId::new).toList();
    }

    @Override
    public List<NodeId> hosts() {
        return hosts;
    }

    @Override
    public void failHost(NodeId host) throws IOException {
        ask("fail " + host);
    }

    @Override
    public void returnHost(NodeId host) throws IOException {
        ask("return " + host);
    }

    private String ask(String line) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            Channels.newOutputStream(channel).write((line + "\n").getBytes(StandardCharsets.UTF_8));
            String answer = in.readLine();
            if (answer == null || !answer.startsWith("ok")) {
                throw new LabException(
                        "the lab says to '" + line + "': " + (answer == null ? "nothing" : answer.substring(6)));
            }
            return answer.substring(2).strip();
        }
    }
}
