package org.holdfast.cache.internal.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.cache.Limits;
import org.holdfast.cache.internal.remember.CarryOver;
import org.holdfast.cache.internal.remember.MemoryListener;
import org.holdfast.cache.internal.remember.PacketMemory;
import org.holdfast.cache.internal.remember.PacketReference;
import org.holdfast.cache.internal.remember.RecoveredPacket;
import org.holdfast.cache.internal.track.Connection;
import org.holdfast.cache.internal.track.Kept;
import org.holdfast.cache.internal.track.TrackingContext;
import org.holdfast.model.tcp.Direction;

/**
 * Remembers where the packets of each connection are stored. A connection that has lost one, or takes more than it may,
 * is no longer whole, and nothing more of it is stored. Not safe for threads.
 */
public final class PacketKeeper implements MemoryListener, AutoCloseable {

    /** Connections that are looked at for one packet while a segment is given up. */
    private static final int CONNECTIONS_PER_STEP = 256;

    private final ConnectionTable table;
    private final PacketMemory memory;
    private final long connectionBytes;
    private int evictingSegment = -1;
    private long carriedUpTo;

    /**
     * @param directory for the packets; made when it isn't there, used by one memory at a time
     * @throws IOException when the directory can't be used, saying which
     */
    public PacketKeeper(Path directory, Limits limits, ConnectionTable table) throws IOException {
        this.table = table;
        connectionBytes = limits.connectionBytes();
        memory = new PacketMemory(directory, limits, this);
    }

    public PacketMemory memory() {
        return memory;
    }

    /** Stores the packet that a connection has followed last. */
    public void remember(
            Connection connection,
            Direction direction,
            TrackingContext context,
            long timestampNanos,
            int linkType,
            ByteBuffer packet,
            int originalLength) {
        Kept kept = connection.keep();
        boolean mayStore = kept.storedBytes() + packet.remaining() <= connectionBytes;
        long reference =
                mayStore ? memory.append(timestampNanos, linkType, packet, originalLength) : PacketReference.NONE;
        noteStored(connection, direction, context, reference, packet.remaining());
    }

    /**
     * Notes where the packet is stored that a connection has followed last. Of those that the connection didn't take,
     * only some are noted: nobody else's packets may use up what is granted to a connection.
     */
    public void noteStored(
            Connection connection, Direction direction, TrackingContext context, long reference, int bytes) {
        Kept kept = connection.keep();
        if (!context.isTaken()
                && !connection.noteForeign(direction, kept.packets().count() + 1)) {
            return;
        }
        kept.countStored(bytes);
        kept.packets().add(reference, direction, context.payloadOffset(), context.payloadEnd(), memory.oldestSegment());
    }

    /** Gives out the packets that an earlier process stored; to be called before the first one is stored. */
    public void recover(RecoveredPacket taker) throws IOException {
        memory.forEachRecovered(taker);
    }

    /** Whether all packets of a connection are stored. */
    public boolean isWhole(Connection connection) {
        return connection.kept() != null && connection.kept().packets().isWhole(memory.oldestSegment());
    }

    /** Follows a connection again from its packets; empty when they aren't all stored, or it has fewer. */
    public Optional<Replay> replay(Connection connection, long packets) {
        return isWhole(connection)
                        && packets >= 1
                        && packets <= connection.kept().packets().size()
                ? Optional.of(new Replay(connection, connection.kept().packets().copy(), memory.reader()))
                : Optional.empty();
    }

    @Override
    public void lost(int segment, long fromOffset) {
        table.forEach(connection -> {
            if (connection.kept() != null) {
                connection.kept().packets().lost(segment, fromOffset);
            }
        });
    }

    @Override
    public boolean evicting(CarryOver carryOver) {
        if (carryOver.segment() != evictingSegment) {
            evictingSegment = carryOver.segment();
            carriedUpTo = 0;
        }
        return !table.forSome(carriedUpTo, CONNECTIONS_PER_STEP, connection -> {
            carriedUpTo = connection.id();
            if (!connection.isOver() && isWhole(connection)) {
                connection.kept().packets().carryOver(carryOver);
            }
        });
    }

    @Override
    public void close() throws IOException {
        memory.close();
    }
}
