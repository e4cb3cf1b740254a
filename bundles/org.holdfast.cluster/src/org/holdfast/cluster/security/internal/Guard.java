package org.holdfast.cluster.security.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Peer;
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.cluster.security.Permission;
import org.holdfast.cluster.security.SecureSockets;
import org.holdfast.model.ownership.NodeId;

/** All that protects one node's traffic, from one reading of its files. */
public final class Guard implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final CredentialStore store;
    private final RefusalLog refusals = new RefusalLog();
    private final Map<InetAddress, NodeId> members;
    private final Map<Permission, SecureSockets> sockets = new EnumMap<>(Permission.class);

    /** @throws IOException when the files can't be used, or are for another node */
    public Guard(Security.Certificates files, NodeConfig config, InstantSource clock) throws IOException {
        this.store = new CredentialStore(files, clock);
        this.members = config.members().stream().collect(Collectors.toMap(Peer::address, Peer::node));
        PeerIdentity self = store.current().credentials().self();
        if (!self.name().equals(config.node())) {
            throw new IOException(files.certificate() + " is for " + self.name() + ", but this node is " + config.node()
                    + "; take the files that were made for it");
        }
        store.watch(LOOK);
    }

    public CredentialStore store() {
        return store;
    }

    public RefusalLog refusals() {
        return refusals;
    }

    /** For members among each other. */
    public TlsEnds membersOnly() throws IOException {
        return new TlsEnds(store, this::notAMember, refusals);
    }

    /** For members who may do something. */
    public synchronized SecureSockets sockets(Permission permission) throws IOException {
        SecureSockets known = sockets.get(permission);
        if (known == null) {
            known = makeSockets(permission);
            sockets.put(permission, known);
        }
        return known;
    }

    private SecureSockets makeSockets(Permission permission) throws IOException {
        TlsEnds ends = new TlsEnds(
                store,
                (peer, address, side) -> notAMember(peer, address, side)
                        .or(() -> side == PeerRule.Side.ACCEPTING
                                ? peer.role().refusal(peer.name().name(), permission)
                                : Optional.empty()),
                refusals);
        return new SecureSockets() {
            @Override
            public Socket connect(InetSocketAddress to, Duration timeout) throws IOException {
                return ends.connect(to, timeout);
            }

            @Override
            public ServerSocket listen(InetSocketAddress bind) throws IOException {
                ServerSocket socket = new TlsServerSocket(ends);
                return SecureSockets.bound(socket, bind);
            }
        };
    }

    @Override
    public void close() {
        store.close();
    }

    private Optional<String> notAMember(PeerIdentity peer, InetAddress address, PeerRule.Side side) {
        if (!members.containsValue(peer.name())) {
            return Optional.of(peer.name() + " is no member; add a [[member]] if it should be one");
        }
        // Whoever accepts can't know: a member may have more addresses.
        return side == PeerRule.Side.CONNECTING && !peer.name().equals(members.get(address))
                ? Optional.of("it is " + peer.name() + ", but this is the address of " + members.get(address))
                : Optional.empty();
    }
}
