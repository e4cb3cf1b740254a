package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a file in a thread of its own, a few pieces ahead of the thread that takes them: copying out of the page cache,
 * waiting for the disk and decompressing then cost the one that follows connections nothing.
 */
final class ReadAhead implements AutoCloseable {

    /** Room in front of each piece for what was left of the piece before: any packet that is no damage. */
    static final int HEADROOM = 512 << 10;

    /** More than this many bytes are worth a thread. */
    static final long WORTHWHILE = 4L << 20;

    private static final int PIECE = 1 << 20;
    private static final int PIECES = 3;

    /** What was read, from {@link #HEADROOM} up to the buffer's limit; or why nothing more comes. */
    private record Piece(ByteBuffer bytes, Throwable fault) {

        boolean isEnd() {
            return bytes == null && fault == null;
        }
    }

    private static final Piece END = new Piece(null, null);

    private final ReadableByteChannel content;
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(PIECES);
    /** Never full: there are no more pieces, and one end. */
    private final BlockingQueue<Piece> filled = new ArrayBlockingQueue<>(PIECES + 1);

    private final Thread reader;
    private boolean ended;

    /** Begins to read. */
    ReadAhead(ReadableByteChannel content, String name) {
        this.content = content;
        for (int i = 0; i < PIECES; i++) {
            free.add(ByteBuffer.allocateDirect(HEADROOM + PIECE));
        }
        reader = Thread.ofPlatform().daemon().name("read " + name).start(this::read);
    }

    private void read() {
        try {
            while (true) {
                ByteBuffer bytes = free.take().clear().position(HEADROOM);
                if (content.read(bytes) < 0) {
                    filled.add(END);
                    return;
                }
                filled.add(new Piece(bytes.flip(), null));
            }
        } catch (InterruptedException e) {
            filled.add(new Piece(null, new ClosedByInterruptException()));
        } catch (IOException | RuntimeException | Error e) {
            filled.add(new Piece(null, e));
        }
    }

    /**
     * The next piece; waits for it. It belongs to the caller until he {@linkplain #giveBack gives it back}.
     *
     * @return bytes from {@link #HEADROOM} up to the limit; null at the end
     */
    ByteBuffer take() throws IOException {
        if (ended) {
            return null;
        }
        Piece piece;
        try {
            piece = filled.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
        ended = piece.bytes() == null;
        return switch (piece.fault()) {
            case null -> piece.isEnd() ? null : piece.bytes();
            case IOException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IOException("reading failed: " + e.getMessage(), e);
        };
    }

    /** Lets a piece be filled again. */
    void giveBack(ByteBuffer piece) {
        free.add(piece);
    }

    /** Ends the thread, also where it waits for the file. */
    @Override
    public void close() {
        reader.interrupt();
    }
}
