package org.holdfast.cache.internal.table;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.cache.internal.reassemble.StreamDigest;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.cache.internal.track.ControlBlocks;
import org.holdfast.cache.internal.track.Kept;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;

/**
 * Collects what a failover host needs: a snapshot taken while the cache is locked, the bytes read from the stored
 * packets afterwards.
 */
public final class InformationReader implements AutoCloseable {

    private static final int HEAD = 65536;

    private final long id;
    private final boolean remembered;
    private final boolean seenLate;
    private final boolean givenUp;
    private final ControlBlock state;
    private final StreamProof inbound;
    private final long outboundBytes;
    private final long acknowledgedOutbound;
    private final int[] outboundDigests;
    private final Replay replay;

    private InformationReader(Connection connection, PacketKeeper keeper) {
        Kept kept = connection.kept();
        id = connection.id();
        replay = new Replay(connection, kept.packets().copy(), keeper.memory().reader());
        remembered = keeper.isWhole(connection);
        seenLate = connection.seenLate();
        state = ControlBlocks.of(connection);
        inbound = kept.digest(Direction.INBOUND).proof();
        outboundBytes = kept.digest(Direction.OUTBOUND).proof().bytes();
        givenUp = inbound.bytes() != connection.contiguous(Direction.INBOUND)
                || outboundBytes != connection.contiguous(Direction.OUTBOUND);
        acknowledgedOutbound = connection.traffic(Direction.OUTBOUND).acknowledgedBytes();
        outboundDigests = kept.digest(Direction.OUTBOUND).blockDigests();
    }

    /** Takes the snapshot; to be called while nothing changes. */
    public static InformationReader prepare(Connection connection, PacketKeeper keeper) {
        return new InformationReader(connection, keeper);
    }

    /** Reads the bytes; the cache may go on meanwhile. */
    public ConnectionInformation read() throws IOException {
        if (seenLate || !remembered) {
            throw new IOException("connection " + id + " (" + state.tuple() + ") can't be handed over: "
                    + (seenLate ? "its beginning wasn't captured" : "its packets aren't all stored"));
        }
        if (givenUp) {
            throw new IOException("connection " + id + " (" + state.tuple()
                    + ") can't be handed over: bytes were captured so late that they had been given up");
        }
        byte[] received = replay.bytes(Direction.INBOUND, 0, inbound.bytes());
        verify(received);
        return new ConnectionInformation(
                id,
                state,
                received,
                outboundBytes,
                StreamDigest.BLOCK,
                outboundDigests,
                replay.bytes(Direction.OUTBOUND, 0, Math.min(HEAD, outboundBytes)),
                replay.bytes(Direction.OUTBOUND, Math.min(acknowledgedOutbound, outboundBytes), outboundBytes),
                state.remoteFin());
    }

    @Override
    public void close() throws IOException {
        replay.close();
    }

    /** What was read back is what went by, or nothing is handed over. */
    private void verify(byte[] received) throws IOException {
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(received));
            if (!sha256.equals(inbound.sha256())) {
                throw new IOException("connection " + id + " (" + state.tuple()
                        + ") can't be handed over: its stored packets differ from what was captured");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
