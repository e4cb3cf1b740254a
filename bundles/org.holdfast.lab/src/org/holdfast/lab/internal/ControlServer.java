package org.holdfast.lab.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.ownership.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other processes of the lab fail and return hosts, over a Unix socket: one line asks ({@code hosts}, {@code fail
 * alpha}, {@code return alpha}), one line answers ({@code ok …} or {@code error …}).
 */
final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final ServerSocketChannel channel;
    private final HostControl control;

    ControlServer(Path socket, HostControl control) throws IOException {
        this.control = control;
        Files.deleteIfExists(socket);
        channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().name("lab control").daemon().start(this::serve);
    }

    private void serve() {
        while (channel.isOpen()) {
            try {
                SocketChannel peer = channel.accept();
                Thread.ofVirtual().name("lab control peer").start(() -> answer(peer));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.error("the lab's control socket is lost; failing hosts by command won't work", e);
                return;
            }
        }
    }

    private void answer(SocketChannel peer) {
        try (peer;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(peer), StandardCharsets.UTF_8))) {
            String asked = in.readLine();
            String answer = asked == null ? "error nothing was asked" : carryOut(asked.strip());
            Channels.newOutputStream(peer).write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.info("a peer of the lab's control socket left: {}", e.getMessage());
        }
    }

    private String carryOut(String asked) {
        String[] words = asked.split(" ");
        try {
            switch (words[0]) {
                case "hosts" -> {
                    return "ok " + control.hosts().stream().map(NodeId::name).collect(Collectors.joining(" "));
                }
                case "fail" -> control.failHost(new NodeId(words[1]));
                case "return" -> control.returnHost(new NodeId(words[1]));
                default -> {
                    return "error '" + asked + "' is none of: hosts, fail HOST, return HOST";
                }
            }
            return "ok";
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return "error " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
