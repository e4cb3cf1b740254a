package org.holdfast.cache.internal.table;

import java.io.IOException;
import org.holdfast.cache.internal.decode.FrameDecoder;
import org.holdfast.cache.internal.decode.Outcome;
import org.holdfast.cache.internal.decode.Segment;
import org.holdfast.cache.internal.remember.PacketCursor;
import org.holdfast.cache.internal.remember.PacketReader;
import org.holdfast.cache.internal.remember.StoredPacket;
import org.holdfast.cache.internal.track.Connection;

/** Reads stored packets of connections and decodes them again. One thread at a time. */
final class TrailReader {

    private final PacketReader reader;
    private final FrameDecoder decoder = new FrameDecoder();
    private final Segment segment = new Segment();
    private long timestampNanos;

    TrailReader(PacketReader reader) {
        this.reader = reader;
    }

    /**
     * Reads the packet that a cursor stands at.
     *
     * @param connection it is one of
     * @return valid until the next one is read
     * @throws IOException when it can't be read, or is damaged
     */
    Segment read(Connection connection, PacketCursor at) throws IOException {
        StoredPacket packet = reader.read(at.reference());
        timestampNanos = packet.timestampNanos();
        Outcome outcome =
                decoder.decode(timestampNanos, packet.linkType(), packet.frame(), packet.originalLength(), segment);
        if (outcome != Outcome.TCP) {
            throw new IOException(
                    connection.tuple() + ": stored packet " + at.number() + " is damaged (" + outcome.label() + ")");
        }
        return segment;
    }

    /** When the packet that was read last was captured. */
    long timestampNanos() {
        return timestampNanos;
    }

    /** Closes the file that was read from; it, or another one, is opened again when it's needed. */
    void closeFile() throws IOException {
        reader.close();
    }
}
